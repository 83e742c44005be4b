"""The doors of Chainlit that stay open; everything else does not exist.

An allow-list, so that a door which a new version of Chainlit adds stays shut until somebody reads it.
"""

import re

SOCKET = "/ws/socket.io/"
HEALTH = "/health"
LOGOUT = "/logout"

MAX_BODY = 1024 * 1024  # bytes; every body that the page sends is a small JSON object, but for files

# Files come in here, read as they come; whoever takes them in allows less than these bytes.
_UPLOADS = {"/project/file": 32 * 1024 * 1024, "/memory/files": 12 * 1024 * 1024}

_READ = frozenset({"GET", "HEAD"})
_PAGE = re.compile(r"/|/thread(/[A-Za-z0-9-]{1,64})?|/element/[A-Za-z0-9-]{1,64}|/login")

_OURS = re.compile(r"/public/[A-Za-z0-9_./-]+|/favicon|/logo|/avatars/[^/]{1,100}")

_ROUTES: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (_READ, _PAGE),
    (_READ, re.compile(r"/assets/[A-Za-z0-9_.-]+")),
    (_READ, _OURS),
    (_READ, re.compile(r"/user|/auth/config|/project/translations|/project/settings")),
    (_READ, re.compile(r"/project/thread/[^/]{1,64}|/my-data(/download)?|/status")),
    (_READ, re.compile(r"/attachments/[^/]{1,64}/[0-9a-f-]{36}/[^/]{1,200}")),
    (_READ, re.compile(r"/memory(/export\.(json|md)|/files/[0-9a-f]{32})?")),
    (frozenset({"POST"}), re.compile(r"/memory/(add|edit|forget|forget-all|files|files/forget)")),
    (
        frozenset({"POST"}),
        re.compile(r"/project/threads|/project/action|/set-session-cookie|/logout|/my-data/erase"),
    ),
    (frozenset({"POST"}), re.compile("/project/file")),
    (frozenset({"PUT", "DELETE"}), re.compile(r"/project/thread|/feedback")),
)


def most_bytes(method: str, path: str) -> int:
    """How large a request may be: small, but for a file."""
    return _UPLOADS[path] if is_upload(method, path) else MAX_BODY


def is_open(method: str, path: str) -> bool:
    """Whether a signed-in person may knock at this door."""
    return any(method in methods and pattern.fullmatch(path) for methods, pattern in _ROUTES)


def is_upload(method: str, path: str) -> bool:
    """Whether a file comes in here, which is read as it comes."""
    return method == "POST" and path in _UPLOADS


def is_page(method: str, path: str) -> bool:
    """Whether this is the page itself, as typed into the address bar."""
    return method in _READ and _PAGE.fullmatch(path) is not None


def is_ours(path: str) -> bool:
    """Whether this is one of the product's own pictures, styles or scripts, which say nothing about anybody."""
    return _OURS.fullmatch(path) is not None
