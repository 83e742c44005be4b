"""One server: its connection, opened when it is first needed and again after a failure, and its tools."""

import asyncio
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from agents.mcp_servers import McpServer
from agents.ssrf import LOOPBACK_NAMES
from agents.tools.mcp import messages
from agents.tools.mcp.definitions import Definition, Definitions, read_definitions
from agents.tools.mcp.http_connection import HttpConnection
from agents.tools.mcp.messages import McpError, Message
from agents.tools.mcp.process_connection import ProcessConnection
from agents.tools.mcp.results import read_result
from agents.user_messages import TranslatableText

logger = logging.getLogger(__name__)
_now = time.monotonic

MAX_PARALLEL_CALLS = 4
_MAX_PAGES = 10
_MAX_BYTES = 1_000_000  # of a message that is no result
_MAX_PAUSE = 60.0  # seconds between two attempts to connect


class Connection(Protocol):
    """An open connection to a server."""

    is_open: bool
    must_list: bool  # its tools are not known, or have changed

    async def request(self, method: str, params: Message) -> Message:
        """Send a request, and return the response to it."""

    async def notify(self, method: str) -> None:
        """Send a notification."""

    async def close(self) -> None:
        """Close it, and end what it has started."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where servers may be.

    Args:
        commands: The folder of the programs that may be started; None where there is none.
        allows_plain_http: Whether a server on this machine may be reached without TLS.
        reserved: Names that no tool from outside may have.
        connect_seconds: How long a server may take to be connected, and to list its tools.
    """

    commands: Path | None = None
    allows_plain_http: bool = False
    reserved: frozenset[str] = frozenset()
    connect_seconds: float = 5.0


class ServerClient:
    """The connection to one server, which all conversations share.

    A tool keeps the definition with which it was first seen. If the server describes it differently later, it is
    not used until the entry of the server is changed, or the process starts again.

    Args:
        entry: The entry of the server.
        secret: The value of its secret; empty where there is none.
        surroundings: Where servers may be.
    """

    def __init__(self, entry: McpServer, secret: str, surroundings: Surroundings) -> None:
        self.entry = entry
        self.secret = secret
        self._surroundings = surroundings
        self._connection: Connection | None = None
        self._definitions = Definitions()
        self._first_seen: dict[str, str] = {tool: pin for tool, pin in (entry.tools or {}).items() if pin}
        self._lock = asyncio.Lock()
        self._calls = asyncio.Semaphore(MAX_PARALLEL_CALLS)
        self._running = 0
        self._failures = 0
        self._retry_at = float("-inf")
        self._failure: McpError | None = None

    async def definitions(self) -> Definitions:
        """Return the tools of the server.

        Raises:
            McpError: It cannot be used now.
        """
        await self._connected()
        return self._definitions

    async def call(self, definition: Definition, given: Mapping[str, object]) -> tuple[TranslatableText, bool]:
        """Call a tool; returns its worded result, and whether it succeeded.

        Raises:
            McpError: The server fails, or says something else of the tool than before.
        """
        try:
            async with asyncio.timeout(self.entry.seconds), self._calls:
                response = await self._request(definition, given)
        except TimeoutError:
            if not self._running:  # it may hang for good, and nobody else waits for it
                await self.close()
            raise messages.too_slow(self.entry.name, self.entry.seconds) from None
        if "error" in response:  # such as an input that does not fit
            return self._refusal(response["error"]), False
        worded = read_result(self.entry.name, response.get("result"), self.entry.largest_result)
        if worded is None:
            raise messages.unusable(self.entry.name)
        return worded

    async def _request(self, definition: Definition, given: Mapping[str, object]) -> Message:
        connection = await self._connected()
        current = {one.tool: one.fingerprint for one in self._definitions.usable}
        if current.get(definition.tool) != definition.fingerprint:
            raise messages.changed(self.entry.name, definition.tool)
        self._running += 1
        try:
            return await connection.request("tools/call", {"name": definition.tool, "arguments": dict(given)})
        finally:
            self._running -= 1

    async def probe(self) -> Definitions:
        """Connect without regard to earlier failures, and return the tools.

        Raises:
            McpError: The server cannot be used.
        """
        self._retry_at = float("-inf")
        connection = await self._connected()
        try:
            async with asyncio.timeout(self._surroundings.connect_seconds):
                await connection.request("ping", {})
        except (TimeoutError, McpError):
            await self._disconnect()
            await self._connected()
        return self._definitions

    async def close(self) -> None:
        """Close the connection, and end a program that was started for it."""
        async with self._lock:
            await self._disconnect()

    async def _connected(self) -> Connection:
        async with self._lock:
            connection = self._connection
            if connection is not None and connection.is_open and not connection.must_list:
                return connection
            if _now() < self._retry_at and self._failure is not None:
                raise self._failure
            try:
                if connection is None or not connection.is_open:
                    await self._disconnect()
                    connection = await self._open()
                await self._list(connection)
            except McpError as failure:
                self._note(failure)
                raise
            self._failures = 0
            return connection

    def _note(self, failure: McpError) -> None:
        self._failures += 1
        self._failure = failure
        self._retry_at = _now() + min(2.0**self._failures, _MAX_PAUSE)
        logger.warning("mcp_server_failed", extra={"server": self.entry.name, "failures": self._failures})

    async def _open(self) -> Connection:
        entry = self.entry
        connection: Connection | None = None
        try:
            async with asyncio.timeout(self._surroundings.connect_seconds):
                connection = await self._connect()
                client = {"name": "teachers-assistant", "version": "1"}
                asked = {"protocolVersion": messages.PROTOCOL, "capabilities": {}, "clientInfo": client}
                result = (await connection.request("initialize", asked)).get("result")
                protocol = result.get("protocolVersion") if isinstance(result, dict) else None
                if protocol not in messages.PROTOCOLS:
                    raise messages.unusable(entry.name)
                if isinstance(connection, HttpConnection):
                    connection.speak(str(protocol))
                await connection.notify("notifications/initialized")
        except BaseException as error:
            if connection is not None:
                await connection.close()
            if isinstance(error, TimeoutError):
                raise messages.too_slow(entry.name, self._surroundings.connect_seconds) from None
            raise
        self._connection = connection
        return connection

    async def _connect(self) -> Connection:
        entry = self.entry
        if entry.secret and not self.secret:
            raise McpError(
                TranslatableText(
                    "The secret of the server {server} is not set; its tools are left out.", server=entry.name
                )
            )
        secret = {entry.secret_as: self.secret} if entry.secret else {}
        most = max(_MAX_BYTES, 2 * entry.largest_result)
        if entry.url:
            parts = urlsplit(entry.url)
            is_own = self._surroundings.allows_plain_http and parts.hostname in LOOPBACK_NAMES
            if parts.scheme != "https" and not is_own:
                raise McpError(TranslatableText("The server {server} needs an encrypted address.", server=entry.name))
            return HttpConnection(entry.name, entry.url, secret, most)
        program = self._surroundings.commands and self._surroundings.commands / entry.command
        if program is None or not program.is_file() or not os.access(program, os.X_OK):
            raise McpError(
                TranslatableText(
                    "The program of the server {server} is not among the allowed commands.", server=entry.name
                )
            )
        try:
            return await ProcessConnection.open(entry.name, program.resolve(), entry.arguments, secret, most)
        except OSError:
            raise messages.unreachable(entry.name) from None

    async def _list(self, connection: Connection) -> None:
        offered: list[object] = []
        cursor: object = None
        try:
            async with asyncio.timeout(self._surroundings.connect_seconds):
                for _ in range(_MAX_PAGES):
                    response = await connection.request("tools/list", {"cursor": cursor} if cursor else {})
                    result = response.get("result")
                    if not isinstance(result, dict) or not isinstance(result.get("tools"), list):
                        raise messages.unusable(self.entry.name)
                    offered += result["tools"]
                    cursor = result.get("nextCursor")
                    if not isinstance(cursor, str) or not cursor:
                        break
        except McpError:
            await self._disconnect()
            raise
        except TimeoutError:
            await self._disconnect()
            raise messages.too_slow(self.entry.name, self._surroundings.connect_seconds) from None
        found = await asyncio.to_thread(read_definitions, self.entry, offered, self._surroundings.reserved)
        usable, left_out = [], dict(found.left_out)
        for one in found.usable:
            if self._first_seen.setdefault(one.tool, one.fingerprint) == one.fingerprint:
                usable.append(one)
            else:
                left_out[one.tool] = messages.changed(self.entry.name, one.tool).sentence
                logger.warning("mcp_tool_changed", extra={"server": self.entry.name})
        self._definitions = Definitions(tuple(usable), left_out)
        connection.must_list = False

    def _refusal(self, error: object) -> TranslatableText:
        text = error.get("message") if isinstance(error, dict) else ""
        worded = read_result(
            self.entry.name, {"content": [{"type": "text", "text": str(text)}]}, self.entry.largest_result
        )
        if worded is None:
            raise messages.unusable(self.entry.name)
        return worded[0]

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
