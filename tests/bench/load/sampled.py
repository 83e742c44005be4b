"""`python -m tests.bench.load.sampled FILE`: the real chat server, which counts where its CPU time goes.

The kernel interrupts it after every few milliseconds of CPU; the stack of the main thread is then counted for the
innermost part of `parts` that is on it. The CPU of each thread is read from its clock. SIGUSR1 begins to count, SIGUSR2
ends it and writes the counts.
"""

import json
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from chat.__main__ import main
from tests.bench.load.parts import part_of, place

INTERVAL = 0.001  # seconds of CPU; the kernel rounds it up to its own tick


class Sampler:
    """Counts samples by part, and by each function on the stack; and microseconds by thread.

    Args:
        file: Where the counts are written.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._parts: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._threads: Counter[str] = Counter()
        self._before: dict[str, int] = {}

    def install(self) -> None:
        """Obey the signals from now on."""
        signal.signal(signal.SIGPROF, self._count)
        signal.signal(signal.SIGUSR1, self._begin)
        signal.signal(signal.SIGUSR2, self._write)

    def _begin(self, _: int, __: FrameType | None) -> None:
        for counts in (self._parts, self._places, self._threads):
            counts.clear()
        self._before = _microseconds_by_thread()
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)

    def _count(self, _: int, frame: FrameType | None) -> None:
        if frame is None or frame.f_code.co_filename.endswith("selectors.py"):
            return  # the loop waits: another thread was working
        stack = list(_stack(frame))
        self._parts[part_of(stack)] += 1
        self._places.update({place(each) for each in stack})

    def _write(self, _: int, __: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        for name, used in _microseconds_by_thread().items():
            self._threads[name.rpartition("_")[0] or name] += used - self._before.get(name, 0)
        unfinished = self._file.with_suffix(".part")
        counted = {"parts": self._parts, "places": self._places, "threads": self._threads}
        unfinished.write_text(json.dumps(counted))
        unfinished.rename(self._file)


def _microseconds_by_thread() -> dict[str, int]:
    return {
        thread.name: time.clock_gettime_ns(time.pthread_getcpuclockid(thread.ident)) // 1000
        for thread in threading.enumerate()
        if thread.ident
    }


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


if __name__ == "__main__":
    Sampler(Path(sys.argv[1])).install()
    sys.exit(main())
