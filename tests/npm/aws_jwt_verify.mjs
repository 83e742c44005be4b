// Verifies with AWS's own library what the edge signs for the server behind it, and what the pool signs.
import { AlbJwtVerifier, JwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";

import { read, write } from "./lines.mjs";

const { alb, pool, tokens, pool_tokens } = await read();
// The library's own fetcher speaks https only.
const fetcher = {
  async fetch(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.arrayBuffer();
  },
};

async function verdicts(verifier, given) {
  const found = {};
  for (const [name, token] of Object.entries(given)) {
    try {
      found[name] = (await verifier.verify(token)).sub;
    } catch (error) {
      found[name] = error.constructor.name;
    }
  }
  return found;
}

write({
  alb: await verdicts(AlbJwtVerifier.create(alb, { jwksCache: new AlbJwksCache({ fetcher }) }), tokens),
  pool: await verdicts(JwtVerifier.create(pool, { jwksCache: new SimpleJwksCache({ fetcher }) }), pool_tokens),
});
process.exit();
