"""Finds the answers that are more than a number or an expression: what is chosen, a verdict, a day, a ratio, signs."""

import re
from fractions import Fraction

from agents.mathematics.attempts.answer_reader import AnswerReading
from agents.mathematics.disclosure.answer_text import bare_answer
from agents.mathematics.disclosure.calendar_times import names_day_or_time
from agents.mathematics.disclosure.choosing import choosable, marks, says_which
from agents.mathematics.disclosure.exclusions import names_exclusions
from agents.mathematics.disclosure.function_names import hidden_function, names_function, says_unchanged
from agents.mathematics.disclosure.number_rows import has_row, row_numbers, states_ratio
from agents.mathematics.disclosure.offered_choices import offered_choice, says_choice
from agents.mathematics.disclosure.verdicts import says_verdict
from agents.mathematics.disclosure.written_signs import has_signs, signs_of

_LETTERS = re.compile(r"\b[a-zA-Z]\s*=\s*|[\s()\[\],;]|[-−]?\d+(?:/\d+)?(?:\.\d+)?")
_PRIME_FACTORS = re.compile(r"\d+ = \d+[²³⁴⁵⁶⁷⁸⁹]?(?: · \d+[²³⁴⁵⁶⁷⁸⁹]?)+")


class AnswerKind:
    """What kind of answer is held back.

    Args:
        question: The question.
        answer: The answer as the calculator writes it.
        reading: The answer as it is read.
    """

    def __init__(self, question: str, answer: str, reading: AnswerReading | None) -> None:
        self._question, self._answer = question, answer
        self._bare = bare_answer(answer)
        self._choice = offered_choice(question, answer)
        self._values = () if self._choice else choosable(question, self._bare)
        self._is_verdict = reading is not None and reading.kind in ("yes", "no")
        self._signs, self._base = signs_of(answer)
        self._rows = _rows(question, self._bare)
        self._function = hidden_function(question, self._bare)

    @property
    def is_chosen(self) -> bool:
        """Whether the answer is one of the values of the question, which may then be repeated."""
        return bool(self._values)

    def finds_marked(self, text: str) -> bool:
        """Return whether a text marks the answer in a list of what is given."""
        return bool(self._values) and marks(text, self._values)

    def finds(self, text: str) -> bool:
        """Return whether a text, with number words as digits or as they stand, states the answer."""
        return (
            (bool(self._values) and says_which(text, self._values))
            or (self._choice is not None and says_choice(text, self._choice))
            or (self._is_verdict and says_verdict(text, self._question, self._answer))
            or (bool(self._signs) and has_signs(text, self._signs, self._base))
            or (bool(self._rows) and has_row(text, self._rows))
            or (bool(self._function[1]) and names_function(text, self._function))
            or says_unchanged(text, self._question, self._bare)
            or names_day_or_time(text, self._bare)
            or names_exclusions(text, self._bare)
            or states_ratio(text, self._question, self._bare)
        )


def _rows(question: str, answer: str) -> list[tuple[Fraction, ...]]:
    """Return the numbers of an answer of nothing but numbers, unless it is one, or the question has them in a row."""
    if _PRIME_FACTORS.fullmatch(answer):
        return [_prime_factors(answer)]
    if "≈" in answer or " or " in answer or _LETTERS.sub("", answer.replace(" and ", ",")):
        return []
    row = row_numbers(re.sub(r"[a-zA-Z]\s*=", " ", answer))
    given = row_numbers(question)
    if len(row) < 2 or any(given[at : at + len(row)] == row for at in range(len(given))):
        return []
    return [row]


def _prime_factors(answer: str) -> tuple[Fraction, ...]:
    """Return the factors of `84 = 2² · 3 · 7`, each as often as it is one."""
    powers = re.findall(r"(\d+)([²³⁴⁵⁶⁷⁸⁹]?)", answer.partition("=")[2])
    return tuple(Fraction(base) for base, sign in powers for _ in range("²³⁴⁵⁶⁷⁸⁹".find(sign) + 2 if sign else 1))
