"""`make run`'s command in a process of its own, as a newcomer starts it, and what it printed."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.ports import free_block
from tests.support.waiting import PATIENCE, wait_until


@dataclass
class Cloud:
    """The whole product on this machine.

    Attributes:
        data: Its data directory.
        port: The port of the page; four more follow it.
        command: How to start the chat server, when not as usual.
        block: What it printed when it was ready.
    """

    data: Path
    port: int = field(default_factory=lambda: free_block(5))
    command: tuple[str, ...] = ()
    block: str = ""
    process: "subprocess.Popen[str] | None" = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        log = self.data.with_suffix(".out")
        names = ("PATH", "HOME", "LANG")
        environment = {name: os.environ[name] for name in names if name in os.environ}
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "infra.local", *self.command],
                env={**environment, "PORT": str(self.port), "DATA_DIR": str(self.data)},
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        process = self.process
        try:
            wait_until(
                lambda: "stop:" in log.read_text("utf-8") or process.poll() is not None,
                lambda: f"not ready:\n{log.read_text('utf-8')}\n{self.chat_log()}",
            )
        except AssertionError:
            self.stop()
            raise
        self.block = log.read_text("utf-8")
        if "stop:" not in self.block:
            raise RuntimeError(f"ended at start:\n{self.block}\n{self.chat_log()}")

    def stop(self) -> int:
        """Press Ctrl-C, and return the exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def temporary_password(self, user: str) -> str:
        match = re.search(rf"^user: {user}  temporary password: (\S+)$", self.block, re.MULTILINE)
        assert match, self.block
        return match[1]

    def chat_log(self) -> str:
        path = self.data / "chat.log"
        return path.read_text("utf-8") if path.exists() else ""

    def kill_chat_server(self) -> None:
        """End the chat server as a crash would; the supervisor starts another."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
                environment = (process / "environ").read_bytes()
            except OSError:
                continue  # it ended while we looked
            is_chat = command.endswith(b"-m\0chat\0") and b"parent_watch" not in command
            if is_chat and f"\0PORT={self.port + 3}\0".encode() in b"\0" + environment:
                os.kill(int(process.name), signal.SIGKILL)
                return
        raise RuntimeError("no chat server is running")
