"""What two servers send to a throttled model, with the pause that they share and without it, side by side.

Each accepted request takes from a quota of requests a second; everybody asks at once through a specialist, which takes
three requests a question. It takes about a minute.
"""

import json
import tempfile
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import sides

PEOPLE = 20  # at each of two servers
RATE = 6  # requests a second


@dataclass(frozen=True, slots=True)
class Counts:
    """What was sent to the model, and what came of it.

    Args:
        accepted: Requests that it answered.
        refused: Requests that it refused.
        answered: Questions that were answered.
        asked: Questions that were asked.
        seconds: Until the last of them was answered or given up.
    """

    accepted: int
    refused: int
    answered: int
    asked: int
    seconds: float


def measure(module: Sequence[str], people: int = PEOPLE, rate: float = RATE) -> Counts:
    """Let so many people ask each of two servers that share a history.

    Args:
        module: What Python runs for a server.
        people: Those of one server.
        rate: The requests of a second that the model accepts.
    """
    with tempfile.TemporaryDirectory() as folder, sides.model(0.1, rate) as model, ExitStack() as servers:
        history = f"sqlite:///{Path(folder) / 'history.db'}"
        both = [servers.enter_context(sides.ours(model, module=module, HISTORY_URL=history)) for _ in range(2)]
        runs = sides.run_together(both, "short_specialist", people)
        with urllib.request.urlopen(f"{model}/counts") as reply:
            counts = json.load(reply)
    answers = [answer for run in runs for answer in run.answers]
    answered = sum(answer.right for answer in answers)
    return Counts(**counts, answered=answered, asked=len(answers), seconds=max(answer.last for answer in answers))


def main() -> None:
    """Print the counts side by side."""
    print(f"  two servers, {PEOPLE} people at each, and a model that accepts {RATE} requests a second")
    sides_of = {"each retries alone": "tests.bench.load.unshared", "with the shared pause": "chat"}
    counts = {name: measure((module,)) for name, module in sides_of.items()}
    for name, each in counts.items():
        print(
            f"  {name}: {each.refused} requests refused of {each.accepted + each.refused}, "
            f"{each.answered} of {each.asked} questions answered, the last after {each.seconds:.0f} s"
        )
    alone, shared = (each.refused / max(each.answered, 1) for each in counts.values())
    print(f"  refused for each answered question: {alone:.1f} alone, {shared:.1f} shared, {shared / alone:.2f} x")


if __name__ == "__main__":
    main()
