"""Worker processes are limited, killed and replaced; where the solver does not matter, they start without it."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.mathematics.pool import algebra
from agents.mathematics.task import Task
from agents.user_messages import ToolError
from agents.workers.pool import WorkerPool
from agents.workers.process import MEMORY_BYTES
from tests.support.waiting import PATIENCE, eventually


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    """One process that adds, and has all the time there is."""
    pool = WorkerPool("tests.agents.fakes.adder", 1, seconds=2 * PATIENCE)
    yield pool
    pool.close()


async def add(pool: WorkerPool) -> str:
    return (await pool.ask({}))["text"]


async def test_event_loop_runs_on_until_a_slow_task_is_killed(pool: WorkerPool) -> None:
    await add(pool)
    (worker,) = pool._idle
    worker._seconds = 0.5
    working = asyncio.create_task(pool.ask({"for ever": True}))
    turns = 0
    while not working.done():
        turns += 1
        await asyncio.sleep(0.01)
    with pytest.raises(ToolError, match="takes longer"):
        await working
    assert turns > 5
    assert worker._process.returncode == -signal.SIGKILL
    assert (await add(pool)).endswith("2")


def processor_time(process: int) -> int:
    """In ticks, as proc(5) has it."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


async def test_cancellation_kills_the_process(pool: WorkerPool) -> None:
    await add(pool)
    (worker,) = pool._idle
    before = processor_time(worker._process.pid)
    working = asyncio.create_task(pool.ask({"for ever": True}))
    await eventually(lambda: processor_time(worker._process.pid) > before)  # it has begun, and never ends by itself
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert not worker.alive
    await eventually(lambda: worker._process.returncode is not None)
    assert worker._process.returncode == -signal.SIGKILL  # and not by its limit
    assert (await add(pool)).endswith("2")


async def test_dead_process_is_replaced(pool: WorkerPool) -> None:
    await add(pool)
    (worker,) = pool._idle
    worker._process.kill()
    worker._process.wait()
    assert (await add(pool)).endswith("2")


async def test_process_that_dies_before_its_request_is_replaced(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(pool)
    (worker,) = pool._idle

    def wait_and_die() -> None:
        worker._process.kill()
        worker._process.wait()

    monkeypatch.setattr(worker, "wait", wait_and_die)
    with pytest.raises(ToolError, match="ask for something smaller"):
        await add(pool)
    assert worker._process.stdout is not None
    assert worker._process.stdout.closed
    assert (await add(pool)).endswith("2")


async def test_first_task_uses_the_prepared_process(pool: WorkerPool) -> None:
    pool.prepare()
    (worker,) = pool._idle
    assert (await add(pool)).endswith("2")
    assert pool._idle == [worker]


def test_close_ends_a_process_that_is_still_starting(pool: WorkerPool) -> None:
    pool.prepare()
    worker = pool.acquire()
    pool.close()
    with pytest.raises(EOFError):
        worker.wait()
    assert not worker.alive
    pool.release(worker, reusable=False)
    assert worker._process.returncode is not None


async def test_concurrent_tasks_get_their_own_answers() -> None:
    texts = [
        text
        for text, _ in await asyncio.gather(*(algebra.solve(Task("evaluate", f"{number} + 1")) for number in range(20)))
    ]
    assert [text.split()[-1] for text in texts] == [str(number + 1) for number in range(20)]


async def test_process_has_no_environment_a_memory_limit_and_writes_no_file(pool: WorkerPool) -> None:
    await add(pool)
    (worker,) = pool._idle
    process = Path(f"/proc/{worker._process.pid}")
    assert (process / "environ").read_bytes() == b""
    limits = (process / "limits").read_text()
    assert f"Max address space         {MEMORY_BYTES}" in limits
    assert "Max file size             0 " in limits
