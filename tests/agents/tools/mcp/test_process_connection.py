"""A connection to a program closes whatever the program does, and leaves nothing open."""

import asyncio
import gc
from pathlib import Path

import pytest

from agents.tools.mcp import process_connection
from agents.tools.mcp.messages import McpError
from agents.tools.mcp.process_connection import ProcessConnection

ENDS_WITH_ITS_INPUT = "exec cat"
IGNORES_ITS_INPUT = "exec sleep 60"
WRITES_WITHOUT_END = "exec yes"
HAS_ENDED = "exit 3"
LEAVES_A_PROGRAM_BEHIND = "setsid sleep 5 & exit"  # which holds input and output
LEAVES_A_PROGRAM_BEHIND_AND_STAYS = "setsid sleep 5 & exec sleep 60"


@pytest.mark.parametrize("patience", [0.0, 0.2])
@pytest.mark.parametrize(
    "script",
    [
        ENDS_WITH_ITS_INPUT,
        IGNORES_ITS_INPUT,
        WRITES_WITHOUT_END,
        HAS_ENDED,
        LEAVES_A_PROGRAM_BEHIND,
        LEAVES_A_PROGRAM_BEHIND_AND_STAYS,
    ],
)
async def test_a_closed_connection_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch, script: str, patience: float
) -> None:
    monkeypatch.setattr(process_connection, "_END_SECONDS", patience)
    connection = await ProcessConnection.open("words", Path("/bin/sh"), ("-c", script), {}, 1_000)
    await connection.close()
    assert not connection.is_open
    del connection
    gc.collect()  # warns of what is open, and a warning is an error


@pytest.mark.parametrize("turns", range(4))
async def test_a_close_that_is_cancelled_leaves_nothing_open(turns: int) -> None:
    connection = await ProcessConnection.open("words", Path("/bin/sh"), ("-c", IGNORES_ITS_INPUT), {}, 1_000)
    closing = asyncio.create_task(connection.close())
    for _ in range(turns):
        await asyncio.sleep(0)
    closing.cancel()
    await asyncio.wait({closing})
    await connection.close()
    del connection, closing
    gc.collect()


async def test_a_task_that_is_cancelled_closes_what_it_opened() -> None:
    """Before Python 3.11.4, a limit of `asyncio.timeout` ends such a task a second time."""
    opened = asyncio.Event()

    async def use() -> None:
        connection = await ProcessConnection.open("words", Path("/bin/sh"), ("-c", IGNORES_ITS_INPUT), {}, 1_000)
        opened.set()
        try:
            await asyncio.Future()
        finally:
            await connection.close()

    using = asyncio.create_task(use())
    await opened.wait()
    using.cancel()
    await asyncio.wait({using})
    assert using.cancelled()
    del using
    gc.collect()


async def test_what_a_program_does_not_read_is_dropped() -> None:
    connection = await ProcessConnection.open(
        "words", Path("/bin/sh"), ("-c", LEAVES_A_PROGRAM_BEHIND_AND_STAYS), {}, 1_000
    )
    request = asyncio.create_task(connection.request("tools/call", {"text": "x" * 1_000_000}))
    await asyncio.sleep(0)
    await connection.close()
    with pytest.raises(McpError):
        await request
    del connection, request
    gc.collect()


async def test_a_program_that_cannot_be_started_leaves_nothing_open(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        await ProcessConnection.open("words", tmp_path / "missing", (), {}, 1_000)
    gc.collect()
