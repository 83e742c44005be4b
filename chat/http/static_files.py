"""The files that the page is made of: the same for everybody, read and compressed once."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

import chat.http.path_types  # noqa: F401  (registers `asset_path`)

mimetypes.add_type("font/woff2", ".woff2")  # not every system knows it
_COMPRESSED = (".css", ".js", ".json", ".mjs", ".svg", ".txt")
_LEVEL = 6  # nine takes three times as long on the page's code, and saves half a percent


class Asset(NamedTuple):
    """One file, as it is sent."""

    plain: bytes
    packed: bytes | None
    type: str
    etag: str


class StaticFiles:
    """The files below some folders.

    Args:
        folders: Each folder, by the address that it is served at.
    """

    def __init__(self, folders: dict[str, Path]) -> None:
        self._folders = {address: folder.resolve() for address, folder in folders.items()}

    def version(self, address: str) -> str:
        """Say which content a file has now."""
        return self._find(address).etag.strip('"')

    def warm(self, page: str) -> None:
        """Have the page's own code ready before the first person asks for it, and keep nobody waiting meanwhile."""
        names = re.findall(r'"(/assets/[^"]+)"', page)
        Thread(target=lambda: [self._find(name) for name in names], name="assets", daemon=True).start()

    def routes(self) -> APIRouter:
        """Build the routes."""
        router = APIRouter()

        # Not a coroutine: a large file is read and compressed beside the event loop.
        def answer(request: Request) -> Response:
            try:
                asset = self._find(request.url.path)
            except OSError:
                raise HTTPException(404) from None
            headers = {"etag": asset.etag, "vary": "Accept-Encoding"}
            if request.headers.get("if-none-match") == asset.etag:
                return Response(status_code=304, headers=headers)
            if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
                return Response(asset.packed, media_type=asset.type, headers={**headers, "content-encoding": "gzip"})
            return Response(asset.plain, media_type=asset.type, headers=headers)

        for address in self._folders:
            router.add_api_route(address + "{path:asset_path}", answer, methods=["GET", "HEAD"])
        return router

    def _find(self, address: str) -> Asset:
        root, folder = next((root, folder) for root, folder in self._folders.items() if address.startswith(root))
        path = (folder / address.removeprefix(root)).resolve()
        if not path.is_relative_to(folder):
            raise FileNotFoundError(address)
        return _read(path)


@cache
def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    packed = gzip.compress(plain, _LEVEL, mtime=0) if path.suffix in _COMPRESSED else None
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(plain, packed, kind, f'"{hashlib.sha256(plain).hexdigest()[:16]}"')
