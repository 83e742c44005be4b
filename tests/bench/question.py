"""What a question costs beside its tokens, directly and through a specialist; `--profile` says where it goes.

`python -m tests.bench question [--profile [--functions] | --traces | --store dynamodb]`. The profile sums to the whole:
the CPU time of each thread and of the processes started, from their clocks, and the main thread's shared out by
samples. `--functions` adds the functions of the main thread that take most, with all that they call. `--traces` sets a
server that sends traces to a collector beside one that sends none, `--store dynamodb` one with its history on DynamoDB
beside one on SQLite.
"""

import contextlib
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.load import process, sides
from tests.bench.load.counted_dynamodb import counted_dynamodb
from tests.bench.load.parts import NAMES
from tests.bench.load.workload import Kind
from tests.support.collector import collector
from tests.support.server import WHOLE

PEOPLE = 50
FEW = 5  # the emulated DynamoDB answers one call at a time
ROUNDS = 3
KINDS: dict[Kind, str] = {"short": "directly", "short_specialist": "through a specialist"}
_FUNCTIONS = 60
_MAIN = "MainThread"
_WRITING_SECONDS = 10


@dataclass
class Samples:
    """What the server was doing when it was looked at.

    Args:
        pid: The server.
        file: Where it writes what it has counted.
    """

    pid: int
    file: Path
    parts: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    threads: Counter[str] = field(default_factory=Counter)  # microseconds
    children: float = 0.0  # seconds

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Take samples within the context."""
        self.file.unlink(missing_ok=True)
        os.kill(self.pid, signal.SIGUSR1)
        before = self._children()
        yield
        self.children += self._children() - before
        os.kill(self.pid, signal.SIGUSR2)
        deadline = time.monotonic() + _WRITING_SECONDS
        while not self.file.exists():
            if time.monotonic() > deadline:
                raise TimeoutError("the server did not write its samples")
            time.sleep(0.05)
        counted = json.loads(self.file.read_text())
        for mine, more in ((self.parts, "parts"), (self.places, "places"), (self.threads, "threads")):
            mine.update(counted[more])

    def seconds(self) -> dict[str, float]:
        """Return the seconds of each part."""
        each = self.threads[_MAIN] / 1e6 / self.parts.total()
        threads = {f"threads “{name}”": used / 1e6 for name, used in self.threads.items() if name != _MAIN}
        return {name: self.parts[name] * each for name in NAMES} | threads | {"processes": self.children}

    def _children(self) -> float:
        return process.cpu(self.pid) - process.cpu(self.pid, alone=True)


def main() -> None:
    """Print CPU milliseconds a question, and the profile if it is asked for."""
    if "--traces" in sys.argv:
        return _compare_traces()
    if "--store" in sys.argv:
        return _compare_stores()
    profiled = "--profile" in sys.argv
    with tempfile.TemporaryDirectory() as folder, sides.model() as model:
        file = Path(folder) / "samples.json"
        module = ("tests.bench.load.sampled", str(file)) if profiled else WHOLE
        with sides.ours(model, module=module) as server:
            for kind in KINDS:
                samples = Samples(server.pid, file) if profiled else None
                milliseconds = _measure(server, model, kind, samples)
                if samples:
                    _print_parts(samples, milliseconds)
    return None


def _compare_traces() -> None:
    """Print the median milliseconds of CPU of a question with traces and without, taken in turn, and their ratio."""
    with sides.model() as model, collector() as collected:
        with sides.ours(model) as off, sides.ours(model, OTEL_EXPORTER_OTLP_ENDPOINT=collected.url) as on:
            for kind in KINDS:
                runs: dict[str, list[float]] = {off.url: [], on.url: []}
                for _ in range(2 * ROUNDS):
                    for server in (off, on):
                        runs[server.url].append(server.run(kind, PEOPLE).cpu / PEOPLE * 1000)
                without, sent = (statistics.median(runs[server.url][1:]) for server in (off, on))
                print(f"  {KINDS[kind]}: {without:.1f} ms CPU, with traces {sent:.1f} ms: {sent / without:.2f} x")
        print(f"  {len(collected.spans())} spans arrived")


def _compare_stores() -> None:
    """Print the median milliseconds of CPU of a question on each store, taken in turn, and the calls of DynamoDB."""
    with counted_dynamodb() as dynamodb, dynamodb.endpoint.table() as table, sides.model() as model:
        given = {**dynamodb.endpoint.environment(), "HISTORY_URL": f"dynamodb://{table}"}
        with sides.ours(model) as sqlite, sides.ours(model, **given) as dynamo:
            for kind in KINDS:
                runs: dict[str, list[float]] = {sqlite.url: [], dynamo.url: []}
                dynamodb.forget()
                for _ in range(2 * ROUNDS):
                    for server in (sqlite, dynamo):
                        runs[server.url].append(server.run(kind, FEW).cpu / FEW * 1000)
                on_file, on_table = statistics.median(runs[sqlite.url][1:]), statistics.median(runs[dynamo.url][1:])
                calls, writes = (each / FEW / (2 * ROUNDS) for each in (dynamodb.calls, dynamodb.writes))
                told = f"{on_file:.1f} ms CPU on SQLite, on DynamoDB {on_table:.1f} ms: {on_table / on_file:.2f} x"
                print(f"  {KINDS[kind]}: {told}")
                print(f"    {calls:.1f} calls of DynamoDB and {writes:.0f} write units")


def _measure(server: sides.Side, model: str, kind: Kind, samples: Samples | None) -> float:
    """Print the median milliseconds of CPU of a question, beside a plain client's, taken in turn; return the mean."""
    server.run(kind, PEOPLE)
    runs, floors = [], []
    for _ in range(ROUNDS):
        runs.append(server.run(kind, PEOPLE, samples.taken() if samples else None).cpu / PEOPLE * 1000)
        floors.append(sides.floor(model, kind, PEOPLE).cpu / PEOPLE * 1000)
    ours, floor = statistics.median(runs), statistics.median(floors)
    beside = f"{ours - floor:.1f} ms beside its tokens, {ours / floor:.1f} x a plain client's"
    print(f"  {KINDS[kind]}: {ours:.1f} ms CPU, {beside}")
    return statistics.mean(runs)


def _print_parts(samples: Samples, measured: float) -> None:
    """Print each part's milliseconds a question, the largest first, and their sum beside what was measured."""
    parts = {name: seconds / PEOPLE / ROUNDS * 1000 for name, seconds in samples.seconds().items()}
    whole = sum(parts.values())
    for name, part in sorted(parts.items(), key=lambda each: -each[1]):
        print(f"    {name:34} {part:6.2f} ms  {part / whole:4.0%}")
    print(f"    {'sum':34} {whole:6.2f} ms, {whole / measured:.2f} of the mean of {ROUNDS} runs")
    if "--functions" in sys.argv:
        each = sum(parts[name] for name in NAMES) / samples.parts.total()
        for place, count in samples.places.most_common(_FUNCTIONS):
            print(f"        {count * each:6.2f} ms in {place}")


if __name__ == "__main__":
    main()
