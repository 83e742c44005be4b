"""The share of a CPU that the container's files state."""

import os
from pathlib import Path

import pytest

from chat.observability import cpu_quota
from chat.settings import answers_for


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("cpu_max", "cpu.max").replace("cfs", "cpu.cfs")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize(
    "files",
    [{"cpu_max": "25000 100000\n"}, {"cpu__cfs_quota_us": "25000\n", "cpu__cfs_period_us": "100000\n"}],
    ids=["version 2", "version 1"],
)
def test_quota_is_read_as_a_share(tmp_path: Path, files: dict[str, str]) -> None:
    assert cpu_quota.share(write(tmp_path, **files)) == 0.25


@pytest.mark.parametrize(
    "files", [{}, {"cpu_max": "max 100000\n"}, {"cpu__cfs_quota_us": "-1\n", "cpu__cfs_period_us": "100000\n"}]
)
def test_without_a_quota_all_cpus_count(tmp_path: Path, files: dict[str, str]) -> None:
    assert cpu_quota.share(write(tmp_path, **files)) == len(os.sched_getaffinity(0))


def test_concurrent_answers_grow_with_the_share_up_to_one_cpu() -> None:
    assert answers_for(0.25) == answers_for(1) // 4
    assert answers_for(4) == answers_for(1)
    assert answers_for(0.01) >= 1
