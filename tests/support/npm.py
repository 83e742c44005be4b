"""Runs a script of `tests/npm` on the Node that `uv.lock` pins."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.aws.cdk_cli import NODE
from tests.support.waiting import PATIENCE

FOLDER = Path(__file__).parents[1] / "npm"


class Script:
    """A running script, which is asked and answers in lines of JSON."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def tell(self, question: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        await self._process.stdin.drain()

    async def hear(self) -> Any:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        assert line, "the script ended before it answered"
        return json.loads(line)


@asynccontextmanager
async def script(name: str) -> AsyncIterator[Script]:
    """Start a script of `tests/npm`; without its libraries the test is skipped, or fails where CI is set."""
    if not (FOLDER / "node_modules").is_dir():
        reason = "the libraries of tests/npm are not installed; `make test` fetches them"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        str(NODE), name, cwd=FOLDER, stdin=pipe, stdout=pipe, limit=1024 * 1024
    )
    try:
        yield Script(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
