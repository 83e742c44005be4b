"""Runs a LocalCloud in a thread of its own, so that any test, with or without a loop, can use it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

from infra.local.ports import Ports
from infra.local.supervisor import LocalCloud
from tests.support.ports import free_block

UPSTREAM = (sys.executable, "-m", "tests.infra.local.upstream")


def free_ports() -> Ports:
    """Five free ports in a row."""
    return Ports.starting_at(free_block(5))


@contextlib.contextmanager
def running_cloud(data: Path, **options: Any) -> Iterator[LocalCloud]:
    """A cloud on free ports for the length of a block."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def run(coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    async def make() -> LocalCloud:
        return LocalCloud(free_ports(), data, **({"command": UPSTREAM} | options))

    try:
        cloud = run(make())
        run(cloud.__aenter__())
        try:
            yield cloud
        finally:
            run(cloud.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
