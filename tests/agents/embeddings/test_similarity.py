import os
import subprocess
import sys

import pytest

from agents.embeddings.similarity import SentenceSimilarity

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
def test_numpy_works_on_one_thread_whichever_call_imports_it(work: str) -> None:
    command = [sys.executable, "-c", f"{WATCH}\nSentenceSimilarity().{work}"]
    ended = subprocess.run(command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.returncode) == ("1\n", 0), ended.stderr


def test_nearer_text_scores_higher_and_a_missing_vector_scores_zero() -> None:
    similarity = SentenceSimilarity()
    cat, loan = similarity.vectors(["A cat sleeps", "The bank offers a loan"])
    near, far, missing = similarity.match("The kitten is napping", [cat, loan, b""])
    assert near > far
    assert missing == 0
