"""Fifty people who ask again and again: whether memory stays flat and every answer right.

`python -m tests.bench.soak [seconds]`: ten minutes make the slope worth something.
"""

import asyncio
import itertools
import statistics
import sys
import time
from dataclasses import dataclass, field

import aiohttp

from tests.bench.load import process, sides
from tests.bench.load.person import Person
from tests.bench.load.workload import Question

PEOPLE = 50
SECONDS = 60.0
_LOOK_SECONDS = 2.0
_WARM = 1 / 3  # of the time, in which memory may settle


@dataclass
class Tally:
    """How it went."""

    answers: int = 0
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)  # second and MB

    def slope(self, after: float) -> float:
        """MB an hour, by least squares."""
        seconds, megabytes = zip(*(sample for sample in self.memory if sample[0] > after), strict=True)
        return statistics.linear_regression(seconds, megabytes).slope * 3600

    def growth(self, after: float) -> float:
        """The memory of the last third of what is looked at, as a multiple of that of the first third."""
        held = [megabytes for second, megabytes in self.memory if second > after]
        part = max(1, len(held) // 3)
        return statistics.median(held[-part:]) / statistics.median(held[:part])


def main(seconds: float = SECONDS) -> None:
    """Print the slope and the errors."""
    with sides.model() as model, sides.ours(model) as server:
        tally = asyncio.run(_soak(server, seconds))
    print(f"  {PEOPLE} people, {seconds:.0f} s: {tally.answers} answers, {len(tally.errors)} errors")
    print(f"  memory {tally.memory[0][1]:.0f} MB at first, {tally.memory[-1][1]:.0f} MB at last;", end=" ")
    print(f"slope after {seconds * _WARM:.0f} s: {tally.slope(seconds * _WARM):+.1f} MB an hour")
    print(f"  memory at the end / after {seconds * _WARM:.0f} s: {tally.growth(seconds * _WARM):.3f}")
    for error in tally.errors[:5]:
        print(f"  {error}")


async def _soak(server: sides.Side, seconds: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        people = [Person(session, server.url, server.headers(number)) for number in range(PEOPLE)]
        for person in people:
            await person.connect()
        watching = asyncio.create_task(_watch(server, tally))
        await asyncio.gather(*(_ask(person, number, until, tally) for number, person in enumerate(people)))
        watching.cancel()
    return tally


async def _ask(person: Person, number: int, until: float, tally: Tally) -> None:
    try:
        while time.monotonic() < until:
            heard = await person.ask(Question("direct", number))
            tally.answers += 1
            if not heard.right:
                tally.errors.append(f"person {number}: a token was lost or out of order")
        await person.close()
    except Exception as error:
        tally.errors.append(f"person {number}: {error!r}")


async def _watch(server: sides.Side, tally: Tally) -> None:
    begun = time.monotonic()
    for tick in itertools.count(1):
        await asyncio.sleep(max(0, begun + tick * _LOOK_SECONDS - time.monotonic()))
        tally.memory.append((time.monotonic() - begun, process.resident(server.pid)))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
