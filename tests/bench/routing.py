"""How many held-out questions reach their specialist, and who is taken for whom."""

import sys
from collections import Counter

from strands.types.tools import ToolSpec

from agents.demo_model.router import Router
from agents.embeddings import weights
from agents.embeddings.minilm import Embeddings
from agents.specialists import SPECIALISTS
from tests.bench.questions import HELD_OUT

Confusion = Counter[tuple[str, str]]


def confusion() -> tuple[Confusion, list[str]]:
    """Route every held-out question; return the counts of (expected, chosen), and what went wrong."""
    folder = weights.find_minilm()
    assert folder is not None
    router = Router(Embeddings(folder).embed)
    specs: list[ToolSpec] = [
        {"name": one.name, "description": one.description, "inputSchema": {"json": {}}} for one in SPECIALISTS
    ]
    counts: Confusion = Counter()
    wrong = []
    for expected, questions in HELD_OUT.items():
        for question in questions:
            chosen = router.choose(question, specs)
            counts[expected, chosen] += 1
            if chosen != expected:
                wrong.append(f"{question!r}: {chosen}, not {expected}")
    return counts, wrong


def table(counts: Confusion) -> str:
    """Lay the counts out: a row for whom a question was meant for, a column for who got it."""
    names = [specialist.name for specialist in SPECIALISTS]
    short = [name.removesuffix("_assistant")[:9] for name in names]
    lines = [f"{'meant for':28}" + "".join(f"{name:>10}" for name in short) + f"{'right':>9}"]
    for name in names:
        row = [counts[name, chosen] for chosen in names]
        lines.append(
            f"{name:28}" + "".join(f"{count or '·':>10}" for count in row) + f"{counts[name, name]:>5}/{sum(row)}"
        )
    right, every = sum(counts[name, name] for name in names), counts.total()
    return "\n".join([*lines, f"held-out questions that reach their specialist: {right}/{every} = {right / every:.1%}"])


def main() -> None:
    """Print the table; with `--wrong`, also each question that went astray."""
    counted, mistakes = confusion()
    print(table(counted))
    if "--wrong" in sys.argv:
        print(*mistakes, sep="\n")


if __name__ == "__main__":
    main()
