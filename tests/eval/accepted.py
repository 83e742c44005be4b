"""The accepted report of a model, and whether a later run is worse than it by more than noise.

The same cases are compared. The differences of a score are drawn anew `DRAWS` times, with replacement; a score has
fallen when at least 97.5 % of the means are on the worse side of nought. Where nothing changed, no score has fallen;
one changed case of many is noise, for a draw misses it in more than a third of the tries; four are not.
"""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.eval.measures import LOWER_IS_BETTER

if TYPE_CHECKING:
    from tests.eval.run import EvalRun

FOLDER = Path(__file__).parent / "accepted"
DRAWS = 2000
_CERTAIN = 0.975
_SEED = 7

Values = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One score, now and in the accepted report.

    Args:
        name: The name of the score.
        before: The mean of the shared cases in the accepted report; None where it had none.
        now: The mean of these cases now.
        noise: Half the width of the interval that 95 % of the drawn mean differences are in.
        fell: Whether it became worse by more than noise.
        cases: How many cases it is the mean of.
        spread: Half the width of the interval that 95 % of the drawn means of now are in.
    """

    name: str
    before: float | None
    now: float
    noise: float
    fell: bool
    cases: int
    spread: float


def file_of(model: str, folder: Path | None = None) -> Path:
    """Return the file with the accepted report of a model."""
    return (folder or FOLDER) / f"{''.join(sign if sign.isalnum() or sign in '.-' else '-' for sign in model)}.json"


def read(model: str, folder: Path | None = None) -> dict[str, Any]:
    """Return the accepted report of a model; empty where there is none."""
    file = file_of(model, folder)
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def write(run: "EvalRun", command: str, folder: Path | None = None) -> Path:
    """Accept a run."""
    file = file_of(run.model, folder)
    report = {
        "model": run.model,
        "date": f"{run.started:%Y-%m-%d}",
        "command": command,
        "judge": run.pedagogy.id,
        "cases": len(run.measured),
        "minutes": round(run.seconds / 60, 1),
        "scores": run.scores(),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in report.items()]
    values = [f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in run.by_score().items()]
    write_whole(file, "{\n" + ",\n".join(lines) + ',\n "values": {\n' + ",\n".join(values) + "\n }\n}\n")
    return file


def write_whole(file: Path, text: str) -> None:
    """Write a file whole or not at all: a run that is killed leaves the earlier one."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, "utf-8")
    part.replace(file)


def compare(before: Values, now: Values) -> list[Comparison]:
    """Compare the numbers of each case, by the name of the score."""
    return [_compare(name, before.get(name, {}), values) for name, values in now.items()]


def _compare(name: str, before: Mapping[str, float], now: Mapping[str, float]) -> Comparison:
    shared = sorted(set(before) & set(now))
    mean_of_all, spread = sum(now.values()) / len(now), _half_width(_drawn([now[case] for case in sorted(now)]))
    if not shared:
        return Comparison(name, None, mean_of_all, 0.0, False, len(now), spread)
    sign = -1 if name in LOWER_IS_BETTER else 1
    means = _drawn([sign * (now[case] - before[case]) for case in shared])
    worse = sum(mean < 0 for mean in means) / DRAWS
    mean_before, mean_now = (sum(values[case] for case in shared) / len(shared) for values in (before, now))
    return Comparison(name, mean_before, mean_now, _half_width(means), worse >= _CERTAIN, len(shared), spread)


def _drawn(values: Sequence[float]) -> list[float]:
    """Return the means of as many values drawn anew, in order."""
    draw = random.Random(_SEED)
    return sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(DRAWS))


def _half_width(means: Sequence[float]) -> float:
    return (means[int(DRAWS * _CERTAIN)] - means[int(DRAWS * (1 - _CERTAIN))]) / 2
