"""The OpenID endpoints of the hosted login: token, userInfo, discovery and keys."""

from __future__ import annotations

from aiohttp import ClientError, ClientSession, web

from infra.local.account import AppClient
from infra.local.authorize import SCOPES
from infra.local.cognito import Cognito, CognitoError, Tokens
from infra.local.grants import Memory


class OAuthEndpoints:
    """The endpoints that the edge calls.

    Args:
        cognito: the user pool.
        client: the only app client that is served.
        memory: where the sign-in pages left the codes.
        http: fetches the pool's keys.
        login_url: base of these endpoints, as clients reach them.
        jwks_url: the pool's keys.
    """

    def __init__(
        self,
        cognito: Cognito,
        client: AppClient,
        memory: Memory,
        http: ClientSession,
        login_url: str,
        jwks_url: str,
    ) -> None:
        self._cognito = cognito
        self._client = client
        self._memory = memory
        self._http = http
        self._login_url = login_url
        self._jwks_url = jwks_url

    def add_to(self, application: web.Application) -> None:
        """Registers the endpoints."""
        application.router.add_post("/oauth2/token", self._token)
        application.router.add_get("/oauth2/userInfo", self._user_info)
        application.router.add_post("/oauth2/userInfo", self._user_info)
        application.router.add_get("/.well-known/openid-configuration", self._discovery)
        application.router.add_get("/.well-known/jwks.json", self._jwks)

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if form.get("client_id") != self._client.client_id:
            return _refusal("invalid_client")
        if form.get("grant_type") == "authorization_code":
            return self._redeem(form)
        if form.get("grant_type") == "refresh_token":
            return await self._refresh(form)
        return _refusal("unsupported_grant_type")

    def _redeem(self, form: dict[str, str]) -> web.Response:
        grant = self._memory.codes.take(form.get("code", ""))
        if grant is None or not grant.is_for(
            form["client_id"], form.get("redirect_uri", ""), form.get("code_verifier", "")
        ):
            return _refusal("invalid_grant")
        return web.json_response(_body(grant.tokens) | {"refresh_token": grant.tokens.refresh_token})

    async def _refresh(self, form: dict[str, str]) -> web.Response:
        try:
            return web.json_response(_body(await self._cognito.refresh(form.get("refresh_token", ""))))
        except CognitoError as error:
            return _refusal("invalid_grant" if error.code != "Unavailable" else "server_error")

    async def _user_info(self, request: web.Request) -> web.Response:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return _refusal("invalid_request")
        try:
            return web.json_response(await self._cognito.attributes(token.strip()))
        except CognitoError:
            response = _refusal("invalid_token", status=401)
            response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
            return response

    async def _discovery(self, request: web.Request) -> web.Response:
        base = self._login_url
        return web.json_response(
            {
                "issuer": self._client.issuer,
                "authorization_endpoint": f"{base}/oauth2/authorize",
                "token_endpoint": f"{base}/oauth2/token",
                "userinfo_endpoint": f"{base}/oauth2/userInfo",
                "end_session_endpoint": f"{base}/logout",
                "jwks_uri": f"{base}/.well-known/jwks.json",
                "response_types_supported": ["code"],
                "scopes_supported": list(SCOPES),
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["none"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _jwks(self, request: web.Request) -> web.Response:
        try:
            async with self._http.get(self._jwks_url) as answer:
                return web.Response(body=await answer.read(), content_type="application/json")
        except (ClientError, TimeoutError):
            raise web.HTTPBadGateway from None


def _body(tokens: Tokens) -> dict[str, object]:
    return {
        "access_token": tokens.access_token,
        "id_token": tokens.id_token,
        "token_type": "Bearer",
        "expires_in": tokens.expires_in,
    }


def _refusal(error: str, status: int = 400) -> web.Response:
    return web.json_response({"error": error}, status=status)
