"""What a signed-in person may request: derived from our own routes, and an explicit list of Chainlit's.

An allow-list: a route that a new version of Chainlit adds stays closed until somebody reads it and lists it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.routing import BaseRoute, Route, compile_path

import chat.http.path_types  # noqa: F401  (registers the types that paths name)

MAX_BODY_BYTES = 1024 * 1024  # of a request that is no upload; the page sends small JSON objects


@dataclass(frozen=True, slots=True)
class OpenRoute:
    """One path that is open.

    Attributes:
        methods: The HTTP methods that are open.
        path: The path, with typed parameters as Starlette writes them: `/project/thread/{id:record_id}`.
        max_upload_bytes: How large an upload may be, read as it arrives; `None` when the route takes no upload.
    """

    methods: frozenset[str]
    path: str
    max_upload_bytes: int | None = None


def get(path: str) -> OpenRoute:
    """Open a path for reading."""
    return OpenRoute(frozenset({"GET", "HEAD"}), path)


def derive_open_routes(routes: Iterable[BaseRoute]) -> list[OpenRoute]:
    """Return what the routes declare: methods, path, and FastAPI's `max_body_size` of a route that takes an upload.

    `HEAD` is open wherever `GET` is; a route without it answers 405. Mounted applications declare nothing.
    """
    return [
        OpenRoute(_with_head(route.methods or set()), route.path, getattr(route, "max_body_size", None))
        for route in routes
        if isinstance(route, Route)
    ]


class AccessRules:
    """Decides whether a method and a path are open.

    Args:
        routes: Everything that is open.
    """

    def __init__(self, routes: Iterable[OpenRoute]) -> None:
        self.routes = tuple(routes)
        self._literal: dict[str, set[str]] = {}
        self._patterns: list[tuple[frozenset[str], re.Pattern[str]]] = []
        self._upload_limits: dict[tuple[str, str], int] = {}
        for route in self.routes:
            pattern, _, parameters = compile_path(route.path)
            if parameters:
                self._patterns.append((route.methods, pattern))
                continue
            self._literal.setdefault(route.path, set()).update(route.methods)
            if route.max_upload_bytes is not None:
                self._upload_limits.update({(method, route.path): route.max_upload_bytes for method in route.methods})

    def is_open(self, method: str, path: str) -> bool:
        """Return whether a signed-in person may make this request."""
        if method in self._literal.get(path, ()):
            return True
        return any(method in methods and pattern.fullmatch(path) for methods, pattern in self._patterns)

    def max_upload_bytes(self, method: str, path: str) -> int | None:
        """Return how large the upload that this route takes may be; `None` when it takes none."""
        return self._upload_limits.get((method, path))


def _with_head(methods: set[str]) -> frozenset[str]:
    return frozenset(methods | {"HEAD"} if "GET" in methods else methods)
