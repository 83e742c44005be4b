"""Answers a question that offers its answers: by the letter, and the value."""

from collections.abc import Callable
from dataclasses import replace

from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.attempts.judging import judge_now
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.questions.choices import question_about, split_choices
from agents.mathematics.result import Result

_ROUNDED_FROM = 2


def choose(question: str, answer: Callable[[str], Result]) -> Result | None:
    """Return the choice that is the answer; None where the question offers none.

    Args:
        question: The question with its choices.
        answer: Answers a question without choices.

    Raises:
        AlgebraError: The question has no answer, or several choices are right.
    """
    split = split_choices(question)
    if split is None:
        return None
    asked, choices = split
    if question_about(asked, "2"):
        said = {letter: answer(question_about(asked, text) or "") for letter, text in choices.items()}
        fitting = [letter for letter, result in said.items() if result.answer.startswith("Yes")]
        steps = tuple(f"({letter}) {result.answer}." for letter, result in said.items())
        return _named(choices, fitting, Result("none of them", next(iter(said.values())).checked, steps))
    result = answer(asked)
    for decimals in (None, _ROUNDED_FROM):
        known = Answer(result.answer, decimals=decimals, form="any")
        verdicts = {letter: judge_now(known, text).right for letter, text in choices.items()}
        fitting = [letter for letter, right in verdicts.items() if right]
        if fitting:
            break
    if not fitting and None in verdicts.values():
        raise AlgebraError("The choices cannot be compared with the answer; ask without them.")
    return _named(choices, fitting, replace(result, answer=f"none of them: it is {result.answer}"))


def _named(choices: dict[str, str], fitting: list[str], otherwise: Result) -> Result:
    if len(fitting) > 1:
        raise AlgebraError(
            f"The choices {' and '.join(f'({letter})' for letter in fitting)} are all right; ask for one."
        )
    return replace(otherwise, answer=f"({fitting[0]}) {choices[fitting[0]]}") if fitting else otherwise
