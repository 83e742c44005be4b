"""The access rules: what they let through, and the exact set of routes that is open."""

import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from starlette.routing import Mount

from chat.http.access_rules import AccessRules, OpenRoute, derive_open_routes, get

# Every open route of the product. A new line here opens a path to every signed-in person.
OPEN = """
DELETE /feedback
DELETE,PUT /project/thread
GET,HEAD /
GET,HEAD /assets/{path:asset_path}
GET,HEAD /attachments/{thread_id:record_id}/{file_id:dashed_id}/{name:file_name}
GET,HEAD /auth/config
GET,HEAD /avatars/{avatar_id:avatar_name}
GET,HEAD /choose-a-model
GET,HEAD /class
GET,HEAD /element/{_:page_id}
GET,HEAD /favicon
GET,HEAD /login
GET,HEAD /logo
GET,HEAD /memory
GET,HEAD /memory/add
GET,HEAD /memory/edit
GET,HEAD /memory/export.json
GET,HEAD /memory/export.md
GET,HEAD /memory/files
GET,HEAD /memory/files/forget
GET,HEAD /memory/files/{document_id:hex_id}
GET,HEAD /memory/forget
GET,HEAD /memory/forget-all
GET,HEAD /my-data
GET,HEAD /my-data/download
GET,HEAD /my-data/erase
GET,HEAD /people
GET,HEAD /people/change
GET,HEAD /people/invite
GET,HEAD /people/person
GET,HEAD /practise
GET,HEAD /project/settings
GET,HEAD /project/thread/{thread_id:record_id}
GET,HEAD /project/translations
GET,HEAD /public/{path:asset_path}
GET,HEAD /reading/{thread_id:record_id}/{file_id:dashed_id}/{start:digits}/{end:digits}/{name:file_name}
GET,HEAD /review
GET,HEAD /review/anki
GET,HEAD /review/attempt
GET,HEAD /review/due
GET,HEAD /review/rate
GET,HEAD /review/remove
GET,HEAD /share
GET,HEAD /share/update
GET,HEAD /share/withdraw
GET,HEAD /shared/{token:share_token}
GET,HEAD /shared/{token:share_token}/{file_id:dashed_id}/{name:file_name}
GET,HEAD /skills
GET,HEAD /skills/correct
GET,HEAD /skills/erase
GET,HEAD /status
GET,HEAD /status/exception
GET,HEAD /status/question
GET,HEAD /thread
GET,HEAD /thread/{_:page_id}
GET,HEAD /user
POST /memory/add
POST /memory/edit
POST /memory/files at most 12582912 bytes
POST /memory/files/forget
POST /memory/forget
POST /memory/forget-all
POST /my-data/erase
POST /people/change
POST /people/invite
POST /practise
POST /project/action
POST /project/file at most 33554432 bytes
POST /project/threads
POST /review/attempt
POST /review/rate
POST /review/remove
POST /set-session-cookie
POST /share
POST /share/update
POST /share/withdraw
POST /skills/correct
POST /skills/erase
POST /status/exception
POST /status/question
PUT /feedback
"""

# In a process of its own: Chainlit reads its folder when it is imported.
LIST_ROUTES = """
import sys
from pathlib import Path
from unittest.mock import MagicMock

from chat.chainlit_adapter import bootstrap

bootstrap.prepare(Path(sys.argv[1]))

from chat.app import own_routers
from chat.chainlit_adapter.allowed_routes import OPEN_ROUTES
from chat.http.access_rules import derive_open_routes
from chat.http.application import build_application

application = build_application(own_routers(MagicMock(), MagicMock()), MagicMock())
for route in [*derive_open_routes(application.routes), *OPEN_ROUTES]:
    limit = "" if route.max_upload_bytes is None else f" at most {route.max_upload_bytes} bytes"
    print(f"{','.join(sorted(route.methods))} {route.path}{limit}")
"""


def test_exactly_these_routes_are_open(tmp_path: Path) -> None:
    listing = subprocess.run(
        [sys.executable, "-c", LIST_ROUTES, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert sorted(listing.stdout.splitlines()) == OPEN.strip().splitlines()


@pytest.fixture
def rules() -> AccessRules:
    return AccessRules(
        [
            get("/status"),
            get("/thread/{_:page_id}"),
            OpenRoute(frozenset({"POST"}), "/files", max_upload_bytes=5),
            OpenRoute(frozenset({"PUT"}), "/files"),
        ]
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/status"), ("HEAD", "/status"), ("GET", "/thread/abc-1"), ("POST", "/files"), ("PUT", "/files")],
)
def test_listed_route_is_open(rules: AccessRules, method: str, path: str) -> None:
    assert rules.is_open(method, path)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/status"),
        ("OPTIONS", "/status"),
        ("GET", "/status/"),
        ("GET", "/status\n"),
        ("GET", "/statusx"),
        ("GET", "//status"),
        ("GET", "/thread/"),
        ("GET", "/thread/a_b"),
        ("GET", "/thread/a/b"),
        ("GET", "/thread/a\n"),
        ("GET", "/thread/" + "a" * 65),
        ("GET", "/files"),
        ("GET", ""),
    ],
)
def test_every_other_request_is_closed(rules: AccessRules, method: str, path: str) -> None:
    assert not rules.is_open(method, path)


def test_upload_limit_is_of_one_method_and_path(rules: AccessRules) -> None:
    assert rules.max_upload_bytes("POST", "/files") == 5
    assert rules.max_upload_bytes("PUT", "/files") is None
    assert rules.max_upload_bytes("POST", "/status") is None


def test_routers_declare_methods_path_and_upload_limit() -> None:
    router = APIRouter()

    @router.get("/read/{name:file_name}")
    async def read(name: str) -> None: ...

    @router.post("/send", max_body_size=7)
    async def send() -> None: ...

    application = FastAPI(openapi_url=None, routes=[*router.routes, Mount("/", FastAPI())])
    assert derive_open_routes(application.routes) == [
        OpenRoute(frozenset({"GET", "HEAD"}), "/read/{name:file_name}"),
        OpenRoute(frozenset({"POST"}), "/send", max_upload_bytes=7),
    ]
