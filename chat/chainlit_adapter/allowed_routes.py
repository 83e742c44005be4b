"""Chainlit's own routes that stay open; every other route of Chainlit's is closed.

Read for Chainlit 2.12: each of these answers only about the caller, or with what is the same for everybody. Routes of
ours that answer in place of Chainlit's (`page_requests.py`) are not listed: they declare themselves.
"""

from chat.http.access_rules import OpenRoute, get

SOCKET_PATH = "/ws/socket.io/"

OPEN_ROUTES = (
    get("/user"),
    get("/auth/config"),
    get("/project/translations"),
    get("/project/thread/{thread_id:record_id}"),
    get("/favicon"),
    get("/logo"),
    get("/avatars/{avatar_id:avatar_name}"),
    OpenRoute(frozenset({"POST"}), "/project/threads"),
    OpenRoute(frozenset({"PUT", "DELETE"}), "/project/thread"),
)
