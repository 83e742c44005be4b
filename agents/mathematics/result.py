"""What comes out of a problem: the steps, the answer, and the second way that agrees with it."""

from dataclasses import dataclass

from agents.mathematics.expressions.parser import AlgebraError

NO_SOLUTION = "there is no solution"
"""The answer to an equation that nothing solves."""
NO_REAL_VALUE = "no real value"
"""The answer where a root or a logarithm of real numbers has none."""


@dataclass(frozen=True, slots=True)
class Result:
    """A confirmed answer.

    Args:
        answer: The answer in the form that was asked for.
        checked: By which second way it was confirmed.
        steps: How it was found, in sentences.
        note: How something in the question was read, where it can be read in two ways.
        verdict: What is right in a learner's own answer, and what is not; empty where none was given.
    """

    answer: str
    checked: str
    steps: tuple[str, ...] = ()
    note: str = ""
    verdict: str = ""


class UnconfirmedError(AlgebraError):
    """A second way does not agree with the result, so that it is not stated.

    Args:
        operation: What was computed.
    """

    SENTENCE = (
        "A second way of calculating does not agree with the first, so no answer is given; ask it in another form."
    )

    def __init__(self, operation: str) -> None:
        super().__init__(self.SENTENCE)
        self.operation = operation


def confirm(agrees: object, operation: str) -> None:
    """Refuse a result that a second way does not confirm.

    Raises:
        UnconfirmedError: It does not.
    """
    if not agrees:
        raise UnconfirmedError(operation)
