"""The application: our routes before what is mounted, compressed, and the order of the middleware's checks."""

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from chat.http.application import build_application
from chat.identity.checks import TrustedIssuer
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier
from tests.support.alb import ARN, CLIENT, ISSUER, Alb
from tests.support.gate import PUBLIC_URL, protected

EVIL = {"origin": "https://evil.example.com"}
HUGE = {"content-length": "99999999"}


async def describe(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"mounted {request.scope['path']} {request.scope['root_path']!r}")


@pytest.fixture
def application() -> FastAPI:
    router = APIRouter()

    @router.get("/own")
    async def own(size: int = 1) -> str:
        return "x" * size

    @router.post("/own/change")
    @router.post("/own/deep/change")
    @router.post("/elsewhere/change")
    async def change() -> str:
        return "changed"

    inner = Starlette(routes=[Mount("/deep", routes=[Route("/there", describe)]), Route("/{path:path}", describe)])
    return build_application([router], inner)


def client(application: ASGIApp, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(application)
    return httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, headers=headers)


async def test_own_route_answers_before_what_is_mounted(application: FastAPI) -> None:
    async with client(application) as browser:
        assert (await browser.get("/own")).json() == "x"
        assert (await browser.get("/other")).text == "mounted /other ''"


@pytest.mark.parametrize("form", ["/own/change", "/own/deep/change"])
async def test_address_of_a_form_leads_back_to_its_page(application: FastAPI, form: str) -> None:
    """A browser opens it after a reload, after a sign-in, or from its list of recent pages."""
    async with client(application) as browser:
        assert (await browser.post(form)).json() == "changed"
        answer = await browser.get(form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/own")
        assert (await browser.get("/elsewhere/change")).status_code == 200  # is mounted


async def test_mounted_application_sees_the_same_path(application: FastAPI) -> None:
    async with client(application) as browser:
        assert (await browser.get("/deep/there")).text == "mounted /deep/there '/deep'"


async def test_only_own_responses_are_compressed_here(application: FastAPI) -> None:
    async with client(application, {"accept-encoding": "gzip"}) as browser:
        assert (await browser.get("/own?size=1000")).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in (await browser.get("/" + "x" * 1000)).headers


async def test_invalid_parameter_is_answered_as_json(application: FastAPI) -> None:
    async with client(application) as browser:
        refusal = await browser.get("/own?size=x")
    assert (refusal.status_code, list(refusal.json())) == (422, ["detail"])


@pytest.mark.parametrize(
    ("signed", "origin", "path", "length", "status"),
    [
        (False, EVIL, "/nothing", HUGE, 401),
        (True, EVIL, "/nothing", HUGE, 403),
        (True, {}, "/nothing", HUGE, 404),
        (True, {}, "/project/threads", HUGE, 413),
        (True, EVIL, "/logout", {}, 403),
        (True, {}, "/logout", HUGE, 200),
        (True, {}, "/project/threads", {}, 200),
    ],
)
async def test_first_failed_check_answers(
    signed: bool,
    origin: dict[str, str],
    path: str,
    length: dict[str, str],
    status: int,
    alb: Alb,
    keys: KeyStore,
    groups: GroupReader,
) -> None:
    app = protected(PlainTextResponse("served"), Verifier(TrustedIssuer(ARN, ISSUER, CLIENT), keys, groups))
    async with client(app, {**(alb.headers() if signed else {}), **origin, **length}) as browser:
        answer = await browser.post(path)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert "content-security-policy" in answer.headers
