"""`python -m infra.local [COMMAND...]`: runs the whole product on this machine until Ctrl-C.

A command, when given, is started in the place of `python -m chat`. With `--settings FILE` nothing is started: the chat
server runs elsewhere, a container for example, with the settings that FILE will hold.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import shlex
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local.errors import StartError
from infra.local.ports import Ports

if TYPE_CHECKING:
    from infra.local.supervisor import LocalCloud

_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def main() -> int:
    """Runs everything and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--settings", type=Path, metavar="FILE")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    try:
        with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
            asyncio.run(_run(options.command, options.settings))
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        print(f"The installation lacks {missing}: delete .venv and run again.", file=sys.stderr)
        return 1
    print("Stopped.")
    return 0


async def _run(command: list[str], settings: Path | None) -> None:
    os.umask(0o077)  # history, logs and passwords are readable by their owner only
    ports = Ports.from_environment(os.environ)
    print("Starting ...", flush=True)
    from infra.local.aws_apis.credentials import credentials_source

    credentials = credentials_source()
    # Imported here: moto takes a second to import, and its import fails with unusable credentials.
    from infra.local.banner import banner
    from infra.local.process import ROOT
    from infra.local.supervisor import CHAT_COMMAND, LocalCloud

    data = Path(os.environ.get("DATA_DIR") or ROOT / ".data")
    cloud = LocalCloud(ports, data, None if settings else command or CHAT_COMMAND, credentials, tell=_tell)
    _stop_on_signals(cloud)
    async with cloud:
        logging.basicConfig(filename=cloud.log, level=logging.WARNING, format=_LOG_FORMAT)
        if settings:
            _write_settings(settings, cloud.chat_environment)
        print(banner(cloud), flush=True)
        await cloud.run()


def _stop_on_signals(cloud: LocalCloud) -> None:
    """Stop cleanly on the first signal; on the second, do not wait for the chat server."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    asked = False

    def stop() -> None:
        nonlocal asked
        if asked:
            cloud.kill()
        elif task is not None:
            print("\nStopping ...", flush=True)
            task.cancel()
        asked = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)


def _write_settings(file: Path, environment: dict[str, str]) -> None:
    """Write the chat server's settings as shell lines; none of them is secret."""
    new = {name: value for name, value in environment.items() if os.environ.get(name) != value}
    file.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in new.items()))
    file.chmod(0o644)


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
