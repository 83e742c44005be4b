"""What a process and those it has started have used, as Linux tells it."""

import os
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu(pid: int, *, alone: bool = False) -> float:
    """Seconds of CPU, user and system, that the process and its children have used, or the process alone."""
    if alone:
        return sum(map(int, _stat(pid)[11:13])) / _TICKS
    return sum(sum(map(int, _stat(each)[11:15])) for each in family(pid)) / _TICKS


def peak(pid: int) -> float:
    """MB that the process and its children have held at most since `forget_peak`."""
    return sum(_kilobytes(each, "VmHWM") for each in family(pid)) / 1024


def resident(pid: int, *, alone: bool = False) -> float:
    """MB that the process and its children hold, or the process alone."""
    return sum(_kilobytes(each, "VmRSS") for each in ([pid] if alone else family(pid))) / 1024


def forget_peak(pid: int) -> None:
    """Let the peak begin anew."""
    for each in family(pid):
        Path(f"/proc/{each}/clear_refs").write_text("5")


def family(pid: int) -> list[int]:
    """The process and everything it has started that still runs."""
    children: dict[int, list[int]] = defaultdict(list)
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            children[int(_stat(int(each.name))[1])].append(int(each.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _kilobytes(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
