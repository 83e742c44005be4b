"""The MCP servers whose tools an operator gives to specialists: the entries of the parameter `mcp_servers`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from agents.json_text import parse_json
from agents.ssrf import AddressRefused, check_url

SECRET_PREFIX = "mcp_secret_"  # noqa: S105 - begins the names of the parameters that hold secrets
MAX_SERVERS = 16

_NAME = re.compile(r"[a-z][a-z0-9]{0,19}")  # without an underscore, which separates it from the name of a tool
_COMMAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TOOL = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_SPECIALIST = re.compile(r"[a-z][a-z_]{0,63}")
_FORBIDDEN_HEADERS = re.compile(
    r"(?i)host|cookie|content-.*|transfer-.*|accept.*|connection|mcp-.*|x-amzn-.*|forwarded"
)
_FORBIDDEN_VARIABLES = re.compile(r"PATH|HOME|LANG|AWS_.*|LD_.*|DYLD_.*|PYTHON.*")


@dataclass(frozen=True, slots=True)
class McpServer:
    """One server.

    Args:
        name: Begins the names of its tools.
        specialists: The specialists that get its tools.
        command: The program that is the server, by its name in the folder of commands; empty for one with a `url`.
        arguments: The arguments of the program.
        url: The address of the server; empty for one with a `command`.
        tools: The tools that are used, each with the fingerprint of its definition, or an empty text where any
            definition is accepted when it is first seen; None is every tool.
        groups: The Cognito groups whose members get the tools; empty is everybody.
        seconds: How long a call may take.
        largest_result: How many bytes of a result are used.
        approve: Whether the learner is asked before each call.
        secret: The parameter that holds its secret; empty for none.
        secret_as: The header or the environment variable in which the secret is sent.
    """

    name: str
    specialists: tuple[str, ...]
    command: str = ""
    arguments: tuple[str, ...] = ()
    url: str = ""
    tools: Mapping[str, str] | None = field(default=None, hash=False)
    groups: frozenset[str] = frozenset()
    seconds: float = 20.0
    largest_result: int = 20_000
    approve: bool = False
    secret: str = ""
    secret_as: str = ""


def parse_servers(text: str) -> tuple[McpServer, ...]:
    """Parse the parameter `mcp_servers`.

    Raises:
        ValueError: It is no such list; the message says what it must be.
    """
    try:
        entries = parse_json(text)
    except ValueError:
        raise ValueError("a JSON list of servers in which no name stands twice") from None
    if not isinstance(entries, list) or len(entries) > MAX_SERVERS:
        raise ValueError(f"a JSON list of at most {MAX_SERVERS} servers")
    servers = tuple(_server(entry, number) for number, entry in enumerate(entries, 1))
    if len({server.name for server in servers}) < len(servers):
        raise ValueError("a list in which each server has a name of its own")
    return servers


def _server(entry: Any, number: int) -> McpServer:
    place = f"a list of usable servers: server {number}"
    if not isinstance(entry, dict):
        raise ValueError(f"{place} is no JSON object")
    if unknown := sorted(set(entry) - {one.name for one in fields(McpServer)}):
        raise ValueError(f"{place} has the field {unknown[0][:40]!r}, which does not exist")
    reader = _Entry(entry, place)
    command, url = reader.text("command", _COMMAND), reader.url()
    if bool(command) == bool(url):
        raise ValueError(f"{place} needs either `command` or `url`")
    secret = reader.text("secret", re.compile(SECRET_PREFIX + "[a-z0-9_]{1,60}"))
    return McpServer(
        name=reader.text("name", _NAME, is_required=True),
        specialists=reader.texts("specialists", _SPECIALIST, is_required=True),
        command=command,
        arguments=reader.texts("arguments", re.compile(r"[ -~]{1,200}")) if command else reader.none("arguments"),
        url=url,
        tools=reader.tools(),
        groups=frozenset(reader.texts("groups", re.compile(r"[!-~]{1,128}"))),
        seconds=reader.number("seconds", 1, 120, 20),
        largest_result=int(reader.number("largest_result", 100, 1_000_000, 20_000)),
        approve=reader.approve(),
        secret=secret,
        secret_as=reader.secret_as(secret, is_command=bool(command)),
    )


class _Entry:
    """Reads the fields of one entry.

    Args:
        fields: The fields.
        place: Where the entry stands, which begins each message.
    """

    def __init__(self, fields: dict[str, Any], place: str) -> None:
        self._fields = fields
        self._place = place

    def text(self, name: str, pattern: re.Pattern[str], *, is_required: bool = False) -> str:
        value = self._fields.get(name, None if is_required else "")
        if not isinstance(value, str) or ((is_required or value) and not pattern.fullmatch(value)):
            raise ValueError(f"{self._place} has no usable `{name}`")
        return value

    def texts(self, name: str, pattern: re.Pattern[str], *, is_required: bool = False) -> tuple[str, ...]:
        values = self._fields.get(name, [])
        if not isinstance(values, list) or len(values) > 100 or (is_required and not values):
            raise ValueError(f"{self._place} has no usable list `{name}`")
        if not all(isinstance(value, str) and pattern.fullmatch(value) for value in values):
            raise ValueError(f"{self._place} has no usable list `{name}`")
        return tuple(values)

    def none(self, name: str) -> tuple[str, ...]:
        if name in self._fields:
            raise ValueError(f"{self._place} has `{name}`, which only a `command` can have")
        return ()

    def url(self) -> str:
        value = self._fields.get("url", "")
        if value == "":
            return ""
        try:
            return check_url(value) if isinstance(value, str) else self.text("url", _NAME)
        except AddressRefused as error:
            raise ValueError(f"{self._place} has no usable `url`: {error}") from None

    def tools(self) -> Mapping[str, str] | None:
        value = self._fields.get("tools")
        if value is None:
            return None
        if isinstance(value, dict):
            pinned = [isinstance(one, str) and _FINGERPRINT.fullmatch(one) for one in value.values()]
            if not value or not all(pinned) or not all(map(_TOOL.fullmatch, value)):
                raise ValueError(f"{self._place} has no usable `tools`: each has a fingerprint of 16 digits")
            return dict(value)
        return dict.fromkeys(self.texts("tools", _TOOL, is_required=True), "")

    def number(self, name: str, low: int, high: int, default: int) -> float:
        value = self._fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError(f"{self._place} needs a number from {low} to {high} as `{name}`")
        return value

    def approve(self) -> bool:
        value = self._fields.get("approve", False)
        if value not in (True, False, "ask"):
            raise ValueError(f'{self._place} needs `true`, `false` or `"ask"` as `approve`')
        return bool(value)

    def secret_as(self, secret: str, *, is_command: bool) -> str:
        pattern, forbidden = (_VARIABLE, _FORBIDDEN_VARIABLES) if is_command else (_HEADER, _FORBIDDEN_HEADERS)
        name = self.text("secret_as", pattern)
        if forbidden.fullmatch(name) or (name and not secret):
            raise ValueError(f"{self._place} has no usable `secret_as`")
        return (name or ("API_KEY" if is_command else "Authorization")) if secret else ""
