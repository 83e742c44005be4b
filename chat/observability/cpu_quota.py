"""How much of a CPU this process may use."""

import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")


def share(cgroup: Path = _CGROUP) -> float:
    """Return the smaller of the CPUs that it may run on and the quota of its container.

    Args:
        cgroup: Root of the control groups: `cpu.max` in version 2, `cpu/cpu.cfs_*_us` in version 1.
    """
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(float(cpus), _quota(cgroup))


def _quota(cgroup: Path) -> float:
    try:
        quota, period = (cgroup / "cpu.max").read_text().split()  # version 2
    except (OSError, ValueError):
        try:
            quota, period = ((cgroup / "cpu" / f"cpu.cfs_{name}_us").read_text() for name in ("quota", "period"))
        except OSError:
            return float("inf")
    return int(quota) / int(period) if quota.strip().isdecimal() else float("inf")
