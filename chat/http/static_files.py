"""Files of the chat page: the same for everybody, read and compressed once, and held as they are sent."""

import contextlib
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
_GZIP_LEVEL = 6  # level 9 takes three times as long on the page's code, and saves half a percent


class Asset(NamedTuple):
    """One file, as it is sent.

    Attributes:
        content: Its bytes; compressed when its type compresses.
        packed: Whether they are.
        type: The media type.
        etag: A hash of its bytes, in quotes.
    """

    content: bytes
    packed: bool
    type: str
    etag: str


class StaticFiles:
    """Serves the files below some folders.

    Args:
        folders: The folders by the path that they are served at; a file is read from the first folder that has it. One
            that is compressed already has `.gz` after its name.
    """

    def __init__(self, folders: dict[str, list[Path]]) -> None:
        self._folders = {address: [folder.resolve() for folder in each] for address, each in folders.items()}

    def version(self, address: str) -> str:
        """Return a short hash of a file's content.

        Raises:
            OSError: If there is no such file.
        """
        return self._find(address).etag.strip('"')

    def warm(self, page: str) -> None:
        """Read and compress the files that the page names, in a thread, before the first request for them."""
        names = re.findall(r'"(/assets/[^"]+)"', page)
        Thread(target=lambda: [self._find(name) for name in names], name="assets", daemon=True).start()

    def routes(self) -> APIRouter:
        """Build the routes."""
        router = APIRouter()

        # Not a coroutine: FastAPI runs it in a thread, so that reading a large file does not block the event loop.
        def answer(request: Request) -> Response:
            try:
                asset = self._find(request.url.path)
            except OSError:
                raise HTTPException(404) from None
            headers = {"etag": asset.etag, "vary": "Accept-Encoding"}
            if request.headers.get("if-none-match") == asset.etag:
                return Response(status_code=304, headers=headers)
            if not asset.packed:
                return Response(asset.content, media_type=asset.type, headers=headers)
            if "gzip" in request.headers.get("accept-encoding", ""):
                return Response(asset.content, media_type=asset.type, headers={**headers, "content-encoding": "gzip"})
            return Response(gzip.decompress(asset.content), media_type=asset.type, headers=headers)

        for address in self._folders:
            router.add_api_route(address + "{path:asset_path}", answer, methods=["GET", "HEAD"])
        return router

    def _find(self, address: str) -> Asset:
        root, folders = next((root, each) for root, each in self._folders.items() if address.startswith(root))
        for folder in folders:
            path = (folder / address.removeprefix(root)).resolve()
            if path.is_relative_to(folder):
                with contextlib.suppress(OSError):
                    return _read(path)
        raise FileNotFoundError(address)


@cache
def _read(path: Path) -> Asset:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = path.suffix in _COMPRESSED
    stored = path.with_name(f"{path.name}.gz")
    if packed and stored.is_file():
        content = stored.read_bytes()
    else:
        content = path.read_bytes()
        content = gzip.compress(content, _GZIP_LEVEL, mtime=0) if packed else content
    return Asset(content, packed, kind, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
