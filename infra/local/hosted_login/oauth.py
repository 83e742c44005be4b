"""The OpenID endpoints of the hosted login: token, revocation, userInfo, discovery and keys."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from urllib.parse import unquote_plus

from aiohttp import web

from infra.local.aws_apis.account import AppClient
from infra.local.aws_apis.user_pool import Tokens, UserPool
from infra.local.hosted_login.grants import Memory

_Form = Mapping[str, str]


def discovery_document(client: AppClient, login_url: str) -> dict[str, object]:
    """What the issuer says of itself, as a user pool does.

    Args:
        client: the app client.
        login_url: base of the hosted login, as clients reach it.
    """
    return {
        "issuer": client.issuer,
        "authorization_endpoint": f"{login_url}/oauth2/authorize",
        "token_endpoint": f"{login_url}/oauth2/token",
        "userinfo_endpoint": f"{login_url}/oauth2/userInfo",
        "revocation_endpoint": f"{login_url}/oauth2/revoke",
        "end_session_endpoint": f"{login_url}/logout",
        "jwks_uri": f"{client.issuer}/.well-known/jwks.json",
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "scopes_supported": list(client.scopes),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "select_account", "consent"],
    }


class OAuthEndpoints:
    """The endpoints that clients call, the edge among them.

    Args:
        pool: issues the tokens.
        client: the only app client that is served.
        memory: where the sign-in pages left the codes.
        discovery: the issuer's description.
        key_set: the pool's public keys.
    """

    def __init__(
        self,
        pool: UserPool,
        client: AppClient,
        memory: Memory,
        discovery: Mapping[str, object],
        key_set: Mapping[str, object],
    ) -> None:
        self._pool = pool
        self._client = client
        self._memory = memory
        self._discovery = discovery
        self._key_set = key_set

    def add_to(self, application: web.Application) -> None:
        """Registers the endpoints."""
        application.router.add_post("/oauth2/token", self._token)
        application.router.add_post("/oauth2/revoke", self._revoke)
        application.router.add_get("/oauth2/userInfo", self._user_info)
        application.router.add_post("/oauth2/userInfo", self._user_info)
        application.router.add_get("/.well-known/openid-configuration", self._describe)
        application.router.add_get("/.well-known/jwks.json", self._keys)

    async def _token(self, request: web.Request) -> web.Response:
        form = await self._authenticated_form(request)
        if isinstance(form, web.Response):
            return form
        if form.get("grant_type") == "authorization_code":
            return self._redeem(form)
        if form.get("grant_type") == "refresh_token":
            tokens = self._pool.refresh(self._client.client_id, form.get("refresh_token", ""))
            if tokens is None:
                return _refusal("invalid_grant", "The refresh token is not valid, expired or revoked.")
            return web.json_response(_body(tokens))
        return _refusal("unsupported_grant_type", "The grant_type must be authorization_code or refresh_token.")

    def _redeem(self, form: _Form) -> web.Response:
        grant = self._memory.codes.take(form.get("code", ""))
        tokens = None
        if grant and grant.is_for(self._client.client_id, form.get("redirect_uri", ""), form.get("code_verifier", "")):
            tokens = self._pool.grant(
                grant.client_id, grant.sub, grant.scope, nonce=grant.nonce, auth_time=grant.auth_time
            )
        if tokens is None:
            return _refusal("invalid_grant", "The code is not valid for this client, address and verifier, or used.")
        return web.json_response(_body(tokens) | {"refresh_token": tokens.refresh_token})

    async def _revoke(self, request: web.Request) -> web.Response:
        form = await self._authenticated_form(request)
        if isinstance(form, web.Response):
            return form
        token = form.get("token", "")
        if not token:
            return _refusal("invalid_request", "The token is missing.")
        if self._pool.is_token(token):
            return _refusal("unsupported_token_type", "Only a refresh token can be revoked.")
        self._pool.revoke(token)
        return web.Response()  # also for a token that is not known (RFC 7009, 2.2)

    async def _user_info(self, request: web.Request) -> web.Response:
        token = await _bearer_token(request)
        if not token:
            return _refusal("invalid_request", "The request must carry one access token, in its header or its form.")
        claims = self._pool.user_info(token) if self._pool.opens_user_info(token) else None
        if claims is not None:
            return web.json_response(claims)
        is_closed = self._pool.is_token(token) and not self._pool.opens_user_info(token)
        why = "Access token does not contain openid scope" if is_closed else "Access token is expired or revoked"
        response = _refusal("invalid_token", why, status=401)
        response.headers["WWW-Authenticate"] = f'Bearer error="invalid_token", error_description="{why}"'
        return response

    async def _describe(self, request: web.Request) -> web.Response:
        return web.json_response(self._discovery)

    async def _keys(self, request: web.Request) -> web.Response:
        return web.json_response(self._key_set)

    async def _authenticated_form(self, request: web.Request) -> _Form | web.Response:
        """The form of a request that proves to be the client's, or the refusal."""
        posted = await request.post()
        form = {name: str(value) for name, value in posted.items()}
        if len(form) < len(posted):
            return _refusal("invalid_request", "A parameter is given twice.")
        header = request.headers.get("Authorization")
        if header is not None and "client_secret" in form:
            return _refusal("invalid_request", "The client authenticates in two ways at once.")
        known = (self._client.client_id, self._client.client_secret)
        given = (form.get("client_id", ""), form.get("client_secret", "")) if header is None else _basic(header)
        if not _same(given, known) or form.get("client_id", known[0]) != known[0]:
            response = _refusal("invalid_client", "The client is not known, or its secret is wrong.")
            if header is not None:  # RFC 6749, 5.2
                response.set_status(401)
                response.headers["WWW-Authenticate"] = 'Basic realm="token"'
            return response
        return form


async def _bearer_token(request: web.Request) -> str:
    """The access token of a request, in the header or the form (RFC 6750, 2); nothing if in neither or both."""
    form = (await request.post()).getall("access_token", [])
    header = request.headers.get("Authorization")
    if header is None:
        return str(form[0]) if len(form) == 1 else ""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and not form else ""


def _basic(header: str) -> tuple[str, str]:
    """Id and secret, each as a form encodes it (RFC 6749, 2.3.1)."""
    scheme, _, encoded = header.partition(" ")
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    client_id, _, secret = text.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def _same(given: tuple[str, str], known: tuple[str, str]) -> bool:
    return hmac.compare_digest("\n".join(given).encode(), "\n".join(known).encode())


def _body(tokens: Tokens) -> dict[str, object]:
    return {
        "access_token": tokens.access_token,
        "id_token": tokens.id_token,
        "token_type": "Bearer",
        "expires_in": tokens.expires_in,
    }


def _refusal(error: str, description: str, status: int = 400) -> web.Response:
    return web.json_response({"error": error, "error_description": description}, status=status)
