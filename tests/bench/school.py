"""How many school questions, made by the public generator `mathematics-dataset`, are answered right, wrong, or not.

`python -m tests.bench school` makes six of each of its 56 kinds. `SEED=7` makes other ones, `EACH=20` more, `SHOW=1`
prints what was not answered right. The generator needs an old SymPy, so it runs in an environment of its own.
"""

import json
import os
import secrets
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import format_result
from agents.mathematics.solver import answer_question
from tests.bench.school_answers import is_right

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".data" / "mathematics-dataset"
# What its last release still works with.
PACKAGES = ("mathematics_dataset==1.0.1", "sympy==1.5", "numpy==1.23.5", "mpmath==1.3.0")
GENERATE = Path(__file__).with_name("school_questions.py")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the generator, and its answer."""

    kind: str
    question: str
    answer: str


def make_questions(seed: int, each: int) -> list[Question]:
    """Generate so many questions of each kind."""
    uv = Path(sys.executable).with_name("uv")
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / ".ready").exists():
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, ENVIRONMENT], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *PACKAGES], check=True)
        (ENVIRONMENT / ".ready").touch()
    made = subprocess.run(
        [python, "-W", "ignore", GENERATE, str(seed), str(each)], check=True, stdout=subprocess.PIPE, text=True
    )
    return [Question(**one) for one in json.loads(made.stdout)]


def ask(question: Question) -> tuple[str, str]:
    """Return `right`, `silent` or `wrong`, and what was said."""
    try:
        said = format_result(answer_question(question.question))
    except AlgebraError as refusal:
        return "silent", str(refusal)
    return "right" if is_right(said, question.question, question.answer) else "wrong", said


def main() -> None:
    """Print the table, and the shares."""
    seed = int(os.environ.get("SEED") or secrets.randbelow(10**6))
    questions = make_questions(seed, int(os.environ.get("EACH", "6")))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds = []
    for question in questions:
        began = time.perf_counter()
        outcome, said = ask(question)
        seconds.append(time.perf_counter() - began)
        counts[question.kind][outcome] += 1
        if os.environ.get("SHOW") and outcome != "right":
            print(f"{outcome}: {question.question!r} is {question.answer!r}; said: {said!r}")
    print(f"{'kind':36}{'right':>7}{'silent':>8}{'wrong':>7}")
    for kind, row in sorted(counts.items()):
        print(f"{kind:36}{row['right']:>7}{row['silent'] or '·':>8}{row['wrong'] or '·':>7}")
    total = sum(counts.values(), Counter[str]())
    shares = ", ".join(
        f"{name} {total[name]}/{total.total()} = {total[name] / total.total():.1%}"
        for name in ("right", "silent", "wrong")
    )
    print(f"seed {seed}: {shares}; median {statistics.median(seconds) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
