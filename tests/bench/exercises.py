"""Makes 1,000 exercises of each kind, and confirms every answer by a second way; some by the mathematics engine too."""

import asyncio
import time

from agents.exercises.exercise import LEVELS, Exercise, Kind, KnownAnswer
from agents.exercises.grading import grade
from agents.exercises.ladder import answer_text
from agents.exercises.registry import KINDS
from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.attempts.judging import judge_now
from agents.mathematics.solver import solve_task
from agents.user_messages import ToolError
from tests.agents.exercises.second_way import confirms

OF_EACH = 1_000
BY_ENGINE = 3  # of each kind


def main() -> None:
    """Print the kinds with their faults, and the sum."""
    faults = 0
    for kind in KINDS.values():
        begun = time.perf_counter()
        found = [*_faults(kind)]
        faults += len(found)
        print(f"{kind.name:26} {OF_EACH} made, {len(found)} wrong, {time.perf_counter() - begun:.1f} s")
        for exercise in found[:3]:
            print(f"    {exercise.id}: {exercise.question} [{answer_text(exercise)}]")
    print(f"{len(KINDS)} kinds, {len(KINDS) * OF_EACH:,} exercises, {faults} unsolvable or wrongly keyed")


def _faults(kind: Kind) -> list[Exercise]:
    made = [kind.exercise(LEVELS[seed % len(LEVELS)], seed) for seed in range(OF_EACH)]
    if not isinstance(made[0].answer, KnownAnswer):
        return asyncio.run(_rejected(list({exercise.question: exercise for exercise in made}.values())))
    return [
        one for number, one in enumerate(made) if not (_is_confirmed(one) and (number >= BY_ENGINE or _solved(one)))
    ]


def _is_confirmed(exercise: Exercise) -> bool:
    try:
        return confirms(exercise)
    except (ArithmeticError, ToolError, ValueError, LookupError, TypeError):
        return False


def _solved(exercise: Exercise) -> bool:
    """Whether the engine solves the question, and its answer is ours."""
    assert isinstance(exercise.answer, KnownAnswer)
    if exercise.task is None or exercise.answer.form == "text":
        return True
    try:
        solved = solve_task(exercise.task).answer.removesuffix(" (base 2)")
        if exercise.kind == "unit_conversion":
            solved = solved.split(" = ")[-1]
        written = exercise.answer.text.removesuffix(exercise.answer.unit).strip()
        if exercise.answer.form == "antiderivative":
            written += " + C"
        if written.startswith("[["):
            return written == solved
        return judge_now(Answer(solved, form="any"), written).right is True
    except ToolError:
        return False


async def _rejected(made: list[Exercise]) -> list[Exercise]:
    """Those whose own answer is not graded as right."""
    return [exercise for exercise in made if not (await grade(exercise, answer_text(exercise))).right]
