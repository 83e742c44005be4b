"""The messages of the protocol: JSON-RPC 2.0, and the failures of a server."""

import json
from typing import Any

from agents.user_messages import ToolError, TranslatableText

PROTOCOL = "2025-06-18"
PROTOCOLS = ("2024-11-05", "2025-03-26", PROTOCOL, "2025-11-25")  # the handling of tools is the same in all
MAX_OTHER_MESSAGES = 1000  # notifications and requests of a server before the response that is waited for
_METHOD_NOT_FOUND = -32601

Message = dict[str, Any]


class McpError(ToolError):
    """A server cannot be used; the sentence names it and says what happened."""


def unreachable(server: str) -> McpError:
    """Return the failure of a server that cannot be reached."""
    return McpError(
        TranslatableText("The server {server} cannot be reached; its tools are left out for now.", server=server)
    )


def too_slow(server: str, seconds: float) -> McpError:
    """Return the failure of a server that takes too long."""
    return McpError(
        TranslatableText(
            "The server {server} took longer than {seconds} seconds.", server=server, seconds=f"{seconds:g}"
        )
    )


def ended(server: str) -> McpError:
    """Return the failure of a server that ends while it is asked."""
    return McpError(
        TranslatableText("The server {server} stopped in the middle of its work; ask again.", server=server)
    )


def unusable(server: str) -> McpError:
    """Return the failure of a server whose messages break the protocol or its bounds."""
    return McpError(TranslatableText("The server {server} sent something that cannot be used.", server=server))


def changed(server: str, tool: str) -> McpError:
    """Return the failure of a tool that is described differently than when it was first seen."""
    return McpError(
        TranslatableText(
            "The tool {tool} of {server} is described differently than before; it is not used until an administrator "
            "has looked at it.",
            server=server,
            tool=tool,
        )
    )


def encode(message: Message) -> bytes:
    """Return a message as one line, without its end."""
    return json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode()


def decode(line: bytes) -> Message:
    """Return the message of a line.

    Raises:
        ValueError: It is none.
    """
    try:
        message = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise ValueError("no message of JSON-RPC 2.0")
    return message


def is_response(message: Message) -> bool:
    """Return whether a message answers a request."""
    return "method" not in message and ("result" in message or "error" in message)


def reply_to(message: Message) -> Message | None:
    """Return the reply to a server's own request: a sign of life, and a refusal of all else; None if it is none."""
    request = message.get("id")
    if "method" not in message or not isinstance(request, str | int):
        return None
    if message["method"] == "ping":
        return {"id": request, "result": {}}
    return {"id": request, "error": {"code": _METHOD_NOT_FOUND, "message": "not offered by this client"}}
