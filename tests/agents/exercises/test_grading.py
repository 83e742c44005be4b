"""The golden set: attempts that are right, wrong, or none, in mathematics, English and Python."""

import pytest

from agents.exercises.correction_grading import grade_correction
from agents.exercises.exercise import Correction, Exercise, KnownAnswer
from agents.exercises.grading import grade
from agents.exercises.program_grading import grade_program
from agents.exercises.programs import TASKS
from agents.exercises.sentences import corrections
from agents.user_messages import TranslatableText
from tests.agents.exercises.golden import MATHEMATICS, PROGRAMS, SENTENCES

_ANY = TranslatableText("Calculate {expression}.", expression="it")


def exercise(answer: KnownAnswer | Correction) -> Exercise:
    return Exercise(_ANY, answer, _ANY, kind="golden", topic="golden", level=1, seed=1)


def sentence(text: str) -> Correction:
    return next(one for listed in corrections().values() for one in listed if one.sentence == text)


@pytest.mark.parametrize("row", MATHEMATICS, ids=lambda row: row[0].text)
async def test_attempts_of_mathematics(row: tuple[KnownAnswer, str, str, str]) -> None:
    answer, *written = row
    for expected, attempts in zip((True, False, None), written, strict=True):
        for attempt in attempts.split(" | "):
            verdict = await grade(exercise(answer), attempt)
            assert (verdict.right if verdict.readable else None) is expected, (answer.text, attempt, verdict)
            assert not (expected and attempt == answer.text), "the stored answer itself shows nothing"
            told = " ".join(verdict.sentences)
            assert expected or len(answer.text) < 3 or answer.text not in told, (attempt, told)


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row[0])
def test_corrections_of_sentences(row: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    text, right, wrong = row
    correction = sentence(text)
    for attempt in right:
        assert grade_correction(correction, attempt).right, attempt
    for attempt in wrong:
        verdict = grade_correction(correction, attempt)
        assert not verdict.right, attempt
        assert correction.corrections[0] not in " ".join(verdict.sentences)


@pytest.mark.parametrize("row", PROGRAMS, ids=lambda row: row[0])
async def test_programs(row: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    name, right, wrong = row
    tests = next(task.tests for task in TASKS if task.tests.function == name)
    for program in right:
        verdict = await grade_program(tests, program)
        assert verdict.right, (program, verdict)
    for program in wrong:
        verdict = await grade_program(tests, program)
        assert verdict.readable, program
        assert not verdict.right, program
        assert tests.solution.splitlines()[1].strip() not in " ".join(verdict.sentences)


def test_every_correction_of_the_list_is_right_and_its_sentence_is_not() -> None:
    listed = [one for level in corrections().values() for one in level]
    assert len(listed) >= 120
    assert len({one.sentence for one in listed}) == len(listed)
    for correction in listed:
        for right in correction.corrections:
            assert grade_correction(correction, right).right, correction
        assert not grade_correction(correction, correction.sentence).right, correction


async def test_every_solution_passes_its_hidden_tests() -> None:
    assert len(TASKS) >= 12
    for task in TASKS:
        verdict = await grade_program(task.tests, task.tests.solution)
        assert verdict.right, task


def test_what_was_right_is_named_first() -> None:
    changed = grade_correction(sentence("She don't like cold tea."), "She doesn't like hot tea.")
    assert changed.sentences == (
        "The planted mistake is gone.",
        "Something else was changed that was right before: “hot”.",
    )
    assert changed.credit == 0.5


async def test_a_failing_program_is_told_the_input_and_not_the_code() -> None:
    tests = next(task.tests for task in TASKS if task.tests.function == "largest")
    verdict = await grade_program(tests, "def largest(values):\n    return values[0]")
    assert verdict.sentences == (
        "The program can be read and defines the function.",
        "`largest([3, 9, 2])` returns `3`, and that is not right.",
    )


async def test_values_that_are_right_count_in_part() -> None:
    verdict = await grade(exercise(KnownAnswer("[[14, 9], [−4, −12]]")), "[[14, 9], [4, −12]]")
    assert verdict.credit == 0.75
    assert verdict.sentences == ("Values that are right: 3 of 4.",)


def test_there_are_at_least_150() -> None:
    mathematics = sum(len(attempts.split(" | ")) for _, *written in MATHEMATICS for attempts in written)
    others = sum(len(right) + len(wrong) for _, right, wrong in (*SENTENCES, *PROGRAMS))
    assert mathematics + others >= 150
