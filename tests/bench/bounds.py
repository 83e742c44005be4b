"""Tasks of mathematics that would not end: how long each takes, and how another person's task and the server fare.

A task and `2 + 2` of somebody else are given at the same time. The largest gap is that of the event loop, on which
`/health` is answered; the memory is that of this process and its workers after each task.
"""

import asyncio
import os
import time

from agents.mathematics.pool import AlgebraPool
from agents.mathematics.task import Task
from agents.user_messages import ToolError
from tests.bench.load import process

ENDLESS = {
    "9**9**9": "9**9**9",
    "5000!": "5000!",
    "10^10^10": "10^10^10",
    "a tower of 200": "2" + "^2" * 200,
    "a huge expansion": "expand (a+b+c+d+e+f+g)^60",
    "a thousand equations": "Solve " + ", ".join(f"x{place} + x{place + 1} = {place}" for place in range(1000)),
    "5,000 parentheses": "(" * 5000 + "1" + ")" * 5000,
    "100 KB of digits": "1" * 100_000,
    "an integral without a form": "integrate sin(x^x)*exp(x^3)*tan(x)",
    "a limit that grows": "limit of (1+1/x)^(x^x^x) as x approaches infinity",
    "x^x^x = 5": "solve x^x^x = 5",
    "a product of 10,000": "product of k from k=1 to 10000",
}


def main() -> None:
    """Print each task, and the worst of all."""
    asyncio.run(_measure())


async def _measure() -> None:
    pool = AlgebraPool()
    await asyncio.gather(*(_answer(pool, "1 + 1") for _ in range(2)))
    watch = _Watch()
    watching = asyncio.create_task(watch.count())
    print(f"{'task':30}{'seconds':>9}{'2 + 2':>9}{'MB':>7}  answer")
    for name, question in ENDLESS.items():
        (seconds, said), (other, four) = await asyncio.gather(_answer(pool, question), _answer(pool, "2 + 2"))
        print(f"{name:30}{seconds:>9.2f}{other:>9.2f}{process.resident(os.getpid()):>7.0f}  {said[:70]}", flush=True)
        if four != "4":
            print(f"{'':30}the other person was told: {four}")
        await asyncio.sleep(pool.seconds)  # a killed process is replaced meanwhile
    watching.cancel()
    pool.close()
    print(f"largest gap of the event loop: {watch.largest * 1000:.0f} ms")


async def _answer(pool: AlgebraPool, question: str) -> tuple[float, str]:
    began = time.perf_counter()
    try:
        said = (await pool.solve(Task("answer", question)))[0].rpartition("**Answer:** ")[2].partition("\n")[0]
    except ToolError as refusal:
        said = str(refusal)
    return time.perf_counter() - began, said


class _Watch:
    """The largest time between two turns of the event loop."""

    largest = 0.0

    async def count(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            self.largest, last = max(self.largest, now - last), now
