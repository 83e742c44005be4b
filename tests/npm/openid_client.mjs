// Signs in as openid-client does it: it checks state, nonce, PKCE, signature, at_hash, audience and issuer by itself.
import * as client from "openid-client";

import { read, write } from "./lines.mjs";

const { issuer, id, secret, redirect_uri } = await read();
const execute = [client.allowInsecureRequests, client.enableNonRepudiationChecks];
const config = await client.discovery(new URL(issuer), id, undefined, client.ClientSecretBasic(secret), { execute });
const server = config.serverMetadata();

function known(authentication) {
  const configuration = new client.Configuration(server, id, undefined, authentication);
  for (const change of execute) change(configuration);
  return configuration;
}

// Sends the browser, which is the test, to the login and back.
async function signIn(given = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expected = { state: client.randomState(), nonce: client.randomNonce() };
  const challenge = await client.calculatePKCECodeChallenge(pkceCodeVerifier);
  const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
  write({ visit: client.buildAuthorizationUrl(config, { redirect_uri, ...pkce, ...expected, ...given }).href });
  const back = new URL(await read());
  const checks = { pkceCodeVerifier, expectedState: expected.state, expectedNonce: expected.nonce };
  return client.authorizationCodeGrant(config, back, { ...checks, idTokenExpected: true, maxAge: 3600 });
}

async function refusal(asked) {
  try {
    await asked;
    return "accepted";
  } catch (error) {
    return [error.error ?? error.code, Boolean(error.error_description ?? error.status)];
  }
}

const payload = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

const silent = await refusal(signIn({ scope: "openid", prompt: "none" }));
const tokens = await signIn({ scope: "openid email" });
const claims = tokens.claims();
const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
const unscoped = await signIn({ prompt: "none" });
const wrong = {};
for (const [form, authentication] of Object.entries({
  basic: client.ClientSecretBasic("wrong"),
  post: client.ClientSecretPost("wrong"),
  none: client.None(),
})) {
  wrong[form] = await refusal(client.refreshTokenGrant(known(authentication), tokens.refresh_token));
}
const posted = await client.refreshTokenGrant(known(client.ClientSecretPost(secret)), tokens.refresh_token);
await client.tokenRevocation(config, tokens.refresh_token);
write({
  silent,
  claims,
  info,
  wrong,
  scope: payload(tokens.access_token).scope,
  refreshed: payload(refreshed.access_token).scope,
  posted: payload(posted.id_token).sub,
  unscoped: payload(unscoped.access_token).scope,
  revoked: {
    refresh: await refusal(client.refreshTokenGrant(config, tokens.refresh_token)),
    info: await refusal(client.fetchUserInfo(config, tokens.access_token, claims.sub)),
    other: (await client.fetchUserInfo(config, unscoped.access_token, claims.sub)).sub,
  },
});
process.exit();
