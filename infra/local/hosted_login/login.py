"""The hosted login: its sign-in pages and its OpenID endpoints."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Mapping
from functools import reduce
from pathlib import Path

from aiohttp import web
from yarl import URL

from infra.local.aws_apis.account import AppClient, EmulatedAccount
from infra.local.aws_apis.policy import PASSWORD_POLICY
from infra.local.hosted_login import pages
from infra.local.hosted_login.cognito import Challenge, Cognito, CognitoError, SignIn
from infra.local.hosted_login.grants import SSO_SECONDS, Grant, Memory, SignOn
from infra.local.hosted_login.language import language_middleware, translate
from infra.local.load_balancer.authorize import AuthorizationRequest, BadRequestError, UntrustedRequestError

_SSO_COOKIE = "cognito"
_CSRF_COOKIE = "XSRF-TOKEN"
_FONT = (
    Path(__file__).parents[3]
    / "chat"
    / "http"
    / "public"
    / "fonts"
    / "atkinson-hyperlegible-next-latin-wght-normal.woff2"
)


class HostedLogin:
    """The sign-in and sign-out pages of one app client.

    Args:
        cognito: signs people in.
        account: has the pool, which knows who is still signed in, and the app client, whose addresses may change.
        memory: codes, half-finished sign-ins and single-sign-on sessions.
        public_url: the application, linked from error pages.
    """

    def __init__(self, cognito: Cognito, account: EmulatedAccount, memory: Memory, public_url: str) -> None:
        self._cognito = cognito
        self._account = account
        self._pool = account.pool
        self._memory = memory
        self._public_url = public_url

    @property
    def _client(self) -> AppClient:
        return self._account.client

    def add_to(self, application: web.Application) -> None:
        """Registers the pages."""
        application.router.add_get("/", self._home)
        application.router.add_get("/oauth2/authorize", self._authorize)
        application.router.add_get("/login", self._authorize)
        application.router.add_post("/login", self._sign_in)
        application.router.add_get("/new-password", self._start_over)
        application.router.add_post("/new-password", self._new_password)
        application.router.add_get("/code", self._start_over)
        application.router.add_post("/code", self._code)
        application.router.add_get("/logout", self._logout)
        application.router.add_get(pages.FONT, self._font)
        application.middlewares.append(language_middleware)
        application.on_response_prepare.append(self._secure)

    async def _home(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(self._public_url)

    async def _font(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_FONT, headers={"Content-Type": "font/woff2"})

    async def _authorize(self, request: web.Request) -> web.Response:
        wanted = self._wanted(request)
        sign_on = self._memory.sign_ons.get(request.cookies.get(_SSO_COOKIE, ""))
        sub = self._pool.subject_of(sign_on.refresh_token) if sign_on else None
        if sign_on and sub and wanted.accepts(sign_on.auth_time, time.time()):
            return self._send_back(wanted, sub, sign_on.auth_time)
        if wanted.is_silent:
            raise web.HTTPFound(wanted.refused("login_required", "Nobody is signed in.").location)
        if request.path != "/login":
            raise web.HTTPFound(URL(f"/login?{request.rel_url.raw_query_string}", encoded=True))
        return self._ask(request)

    async def _sign_in(self, request: web.Request) -> web.Response:
        wanted = self._wanted(request)
        form = await _form(request)
        username = form.get("username", "").strip()
        if not _csrf_matches(request, form):
            return self._ask(request, username, _stale(), status=403)
        try:
            result = await self._cognito.sign_in(username, form.get("password", ""))
        except CognitoError as error:
            return self._ask(request, username, _why(error.code))
        return self._go_on(request, wanted, result)

    async def _start_over(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(URL(f"/login?{request.rel_url.raw_query_string}", encoded=True))

    async def _new_password(self, request: web.Request) -> web.Response:
        wanted = self._wanted(request)
        form = await _form(request)
        name, password = form.get("pending", ""), form.get("new_password", "")
        required = self._memory.pending.get(name)
        if required is None or not required.wants_password:
            return self._ask(request, form.get("username", ""), _too_late())
        if not _csrf_matches(request, form):
            return self._ask_new(request, required, name, _stale(), status=403)
        if unmet := PASSWORD_POLICY.unmet(password):
            return self._ask_new(
                request, required, name, translate("Your password still needs {what}.", what=_list(unmet))
            )
        if password != form.get("confirm_password"):
            return self._ask_new(
                request, required, name, translate("The two passwords are not the same. Please try again.")
            )
        try:
            result = await self._cognito.set_password(required, password)
        except CognitoError as error:
            if error.code == "InvalidPasswordException":
                return self._ask_new(request, required, name, PASSWORD_POLICY.sentence)
            return self._ask(request, required.username, _why(error.code, _too_late()))
        self._memory.pending.take(name)
        return self._go_on(request, wanted, result)

    async def _code(self, request: web.Request) -> web.Response:
        wanted = self._wanted(request)
        form = await _form(request)
        name = form.get("pending", "")
        challenge = self._memory.pending.get(name)
        if challenge is None or challenge.wants_password:
            return self._ask(request, form.get("username", ""), _took_too_long())
        if not _csrf_matches(request, form):
            return self._ask_code(request, challenge, name, _stale(), status=403)
        try:
            result = await self._cognito.give_code(challenge, "".join(form.get("code", "").split()))
        except CognitoError as error:
            if error.code == "CodeMismatchException":
                return self._ask_code(request, challenge, name, _wrong_code())
            return self._ask(request, challenge.username, _why(error.code, _took_too_long()))
        self._memory.pending.take(name)
        return self._go_on(request, wanted, result)

    async def _logout(self, request: web.Request) -> web.Response:
        known = request.query.get("client_id") == self._client.client_id
        logout_uri = request.query.get("logout_uri", "")
        if known and logout_uri in self._client.logout_urls:
            response = web.Response(status=302, headers={"Location": logout_uri})
        elif known and not logout_uri and request.query.get("redirect_uri") in self._client.callback_urls:
            response = web.Response(status=302, headers={"Location": f"/login?{request.rel_url.raw_query_string}"})
        else:
            raise self._untrusted()
        self._memory.sign_ons.take(request.cookies.get(_SSO_COOKIE, ""))
        response.del_cookie(_SSO_COOKIE, path="/")
        return response

    def _wanted(self, request: web.Request) -> AuthorizationRequest:
        try:
            return AuthorizationRequest.parse(request.query, self._client)
        except UntrustedRequestError:
            raise self._untrusted() from None
        except BadRequestError as error:
            raise web.HTTPFound(error.location) from None

    def _go_on(self, request: web.Request, wanted: AuthorizationRequest, result: SignIn) -> web.Response:
        if isinstance(result, Challenge):
            ask = self._ask_new if result.wants_password else self._ask_code
            return ask(request, result, self._memory.pending.put(result))
        sub, now = self._pool.subject_of(result), int(time.time())
        if sub is None:  # disabled or removed a moment ago
            return self._ask(request, error=_why(""))
        response = self._send_back(wanted, sub, now)
        name = self._memory.sign_ons.put(SignOn(result, now))
        response.set_cookie(_SSO_COOKIE, name, max_age=SSO_SECONDS, path="/", httponly=True, samesite="Lax")
        return response

    def _send_back(self, wanted: AuthorizationRequest, sub: str, auth_time: int) -> web.Response:
        grant = Grant(
            sub,
            self._client.client_id,
            wanted.redirect_uri,
            wanted.code_challenge,
            wanted.scope,
            wanted.nonce,
            auth_time,
        )
        return web.Response(status=302, headers={"Location": wanted.answer(code=self._memory.codes.put(grant))})

    def _ask(self, request: web.Request, username: str = "", error: str = "", status: int = 200) -> web.Response:
        csrf = _csrf(request)
        return _with_csrf(
            _html(pages.sign_in_page(request.rel_url.raw_query_string, csrf, username, error), status), csrf
        )

    def _ask_new(
        self,
        request: web.Request,
        required: Challenge,
        name: str,
        error: str = "",
        status: int = 200,
    ) -> web.Response:
        csrf = _csrf(request)
        page = pages.new_password_page(request.rel_url.raw_query_string, csrf, required.username, name, error)
        return _with_csrf(_html(page, status), csrf)

    def _ask_code(
        self, request: web.Request, challenge: Challenge, name: str, error: str = "", status: int = 200
    ) -> web.Response:
        csrf = _csrf(request)
        page = pages.code_page(request.rel_url.raw_query_string, csrf, challenge.username, name, error)
        return _with_csrf(_html(page, status), csrf)

    def _untrusted(self) -> web.HTTPBadRequest:
        page = pages.refusal_page(
            translate("This sign-in link is not valid"),
            translate("It names an application or an address that this login does not know."),
            self._public_url,
        )
        return web.HTTPBadRequest(text=page, content_type="text/html")

    async def _secure(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(
            {
                "Cache-Control": "no-store",
                "Content-Security-Policy": pages.content_security_policy(_form_targets(self._client.callback_urls)),
                "Referrer-Policy": "same-origin",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
            }
        )


async def _form(request: web.Request) -> Mapping[str, str]:
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _csrf(request: web.Request) -> str:
    return request.cookies.get(_CSRF_COOKIE) or secrets.token_urlsafe(24)


def _csrf_matches(request: web.Request, form: Mapping[str, str]) -> bool:
    cookie = request.cookies.get(_CSRF_COOKIE, "")
    return bool(cookie) and secrets.compare_digest(cookie.encode(), form.get("_csrf", "").encode())


def _with_csrf(response: web.Response, csrf: str) -> web.Response:
    response.set_cookie(_CSRF_COOKIE, csrf, path="/", httponly=True, samesite="Lax")
    return response


def _form_targets(addresses: Iterable[str]) -> set[str]:
    """Return the origins of addresses, or the schemes of those that belong to an app on the machine."""
    urls = [URL(address) for address in addresses]
    return {str(url.origin()) if url.absolute else f"{url.scheme}:" for url in urls if url.scheme}


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html")


def _list(items: list[str]) -> str:
    *most, last = items
    if not most:
        return last
    several = reduce(lambda before, after: translate("{before}, {after}", before=before, after=after), most)
    return translate("{most} and {last}", most=several, last=last)


def _why(code: str, otherwise: str = "") -> str:
    """Returns the sentence for one of Cognito's errors."""
    sentences = {
        "UserNotConfirmedException": translate("This account is not confirmed yet. Please ask an administrator."),
        "PasswordResetRequiredException": translate("Your password has to be reset. Please ask an administrator."),
        "Unavailable": translate("Signing in is not possible right now. Please try again in a moment."),
    }
    wrong = translate(
        "Incorrect username or password. If you are sure of both, your account may be disabled: "
        "please ask an administrator."
    )
    return sentences.get(code, otherwise or wrong)


def _too_late() -> str:
    return translate("That took a little too long. Please sign in again with your temporary password.")


def _took_too_long() -> str:
    return translate("That took a little too long. Please sign in again.")


def _wrong_code() -> str:
    return translate("This code is not right, or was used already. Please enter the next one that your app shows.")


def _stale() -> str:
    return translate("This page had expired. Please try again.")
