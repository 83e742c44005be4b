"""Meaning is worked out on one thread, whoever needs numpy first."""

import os
import subprocess
import sys

import pytest

WATCH = """
import importlib.abc, os, sys

class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            print(os.environ["OPENBLAS_NUM_THREADS"])

sys.meta_path.insert(0, Watch())
from agents.embeddings.similarity import SentenceSimilarity
"""


@pytest.mark.parametrize("work", ["vectors(['one'])", "match('one', [b''])"])
def test_numpy_is_told_to_work_on_one_thread(work: str) -> None:
    command = [sys.executable, "-c", f"{WATCH}\nSentenceSimilarity().{work}"]
    ended = subprocess.run(command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.returncode) == ("1\n", 0), ended.stderr
