"""A server that is a program on this machine, with which messages are exchanged line by line."""

import asyncio
import contextlib
import os
import signal
from itertools import count
from pathlib import Path

from agents.tools.mcp import messages
from agents.tools.mcp.messages import Message

_END_SECONDS = 1.0  # for a program to end by itself once its input is closed


class ProcessConnection:
    """A running program; `open` starts it.

    It gets an environment of its own, without anything of this server's, and its error output is dropped.
    """

    def __init__(
        self,
        server: str,
        process: asyncio.subprocess.Process,
        output: asyncio.StreamReader,
        pipe: asyncio.BaseTransport,
    ) -> None:
        self._server = server
        self._process = process
        self._output = output
        self._pipe = pipe
        self._ids = count(1)
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._others = 0  # messages since the last response
        self._failure = messages.ended(server)
        self.is_open = True
        self.must_list = True
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(
        cls, server: str, program: Path, arguments: tuple[str, ...], secret: dict[str, str], most: int
    ) -> "ProcessConnection":
        """Start a program.

        Args:
            server: The name of the server.
            program: The path of the program.
            arguments: Its arguments.
            secret: The environment variable that holds its secret, if it has one.
            most: How many bytes a message may have.

        Raises:
            OSError: It cannot be started.
        """
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": "/tmp", "LANG": "C.UTF-8"}  # noqa: S108
        output = asyncio.StreamReader(most)
        reading, writing = os.pipe()  # not asyncio's own, which waits for the end of whatever has inherited it
        try:
            pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
                lambda: asyncio.StreamReaderProtocol(output), os.fdopen(reading, "rb", 0)
            )
            try:
                process = await asyncio.create_subprocess_exec(
                    program,
                    *arguments,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=writing,
                    stderr=asyncio.subprocess.DEVNULL,
                    env=environment | secret,
                    cwd="/",
                    start_new_session=True,
                )
            except BaseException:
                pipe.close()
                await output.read()  # until it is closed
                raise
        finally:
            os.close(writing)
        return cls(server, process, output, pipe)

    async def request(self, method: str, params: Message) -> Message:
        """Send a request, and return the response to it.

        Raises:
            McpError: The program ends, or breaks the protocol.
        """
        if not self.is_open:
            raise self._failure
        number = next(self._ids)
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            await self._send({"id": number, "method": method, "params": params})
            return await future
        except asyncio.CancelledError:
            with contextlib.suppress(OSError, RuntimeError):
                self._write({"method": "notifications/cancelled", "params": {"requestId": number}})
            raise
        finally:
            del self._waiting[number]

    async def notify(self, method: str) -> None:
        """Send a notification."""
        await self._send({"method": method})

    async def close(self) -> None:
        """End the program and all that it has started, also if this is cancelled."""
        self._fail()
        self._reading.cancel()
        if self._process.stdin is not None:
            self._process.stdin.close()
        ending = asyncio.create_task(self._drain())
        try:
            await asyncio.wait({ending}, timeout=_END_SECONDS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._pipe.close()
            if self._process.stdin is not None and self._process.stdin.transport.get_write_buffer_size():
                self._process.stdin.transport.abort()
            await ending

    async def _drain(self) -> None:
        """Wait for the end of the program, which may wait until its output is read."""
        await asyncio.wait({self._reading})
        while await self._output.read(65_536):
            pass
        await self._process.wait()

    async def _send(self, message: Message) -> None:
        try:
            self._write(message)
            if self._process.stdin is not None:
                await self._process.stdin.drain()
        except (OSError, RuntimeError):
            self._fail()
            raise self._failure from None

    def _write(self, message: Message) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(messages.encode(message) + b"\n")

    async def _read(self) -> None:
        try:
            while line := await self._output.readline():
                if line.strip():
                    await self._take(messages.decode(line))
        except (ValueError, messages.McpError):  # no message, one that is too long, or too many
            self._failure = messages.unusable(self._server)
        except OSError:
            pass
        self._fail()

    async def _take(self, message: Message) -> None:
        future = self._waiting.get(message["id"]) if isinstance(message.get("id"), int) else None
        if messages.is_response(message) and future is not None and not future.done():
            self._others = 0
            future.set_result(message)
            return
        self._others += 1
        if self._others > messages.MAX_OTHER_MESSAGES:
            raise messages.unusable(self._server)
        if message.get("method") == "notifications/tools/list_changed":
            self.must_list = True
        if (reply := messages.reply_to(message)) is not None:
            await self._send(reply)

    def _fail(self) -> None:
        self.is_open = False
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(self._failure)
