"""The examples that can be clicked below a fixed answer of the embedded model, each of which it can answer."""

from collections.abc import Iterator

from agents.demo_model import canned_replies, introductions
from agents.demo_model.refusals import EXAMPLES_OF_REFUSALS
from agents.user_messages import TranslatableText

_FIRST = (
    "Solve the quadratic equation x^2 + 5x + 6 = 0",
    "Help me improve this sentence: Me and him went to store",
    "Plot y = x^2 - 4 from -5 to 5",
    "Run this Python code: print(sum(range(10)))",
)
_EXAMPLES: dict[str, tuple[str, ...]] = {
    **EXAMPLES_OF_REFUSALS,
    introductions.ABOUT.template: _FIRST,
    introductions.MODEL.template: ("What can you do?", "What is 15% of 240?"),
    introductions.HELLO.template: ("What can you do?", "Solve 3x + 7 = 22"),
    canned_replies.NO_CODE.template: (
        "Run this Python code: print(sum(range(10)))",
        "Write a Python function to check if a string is a palindrome",
    ),
    canned_replies.NO_TEXT.template: (
        "Correct this sentence: Me and him went to store",
        "Check this sentence: She don't like apples",
    ),
    canned_replies.NO_TRANSLATION.template: (
        "Translate 'Hello, how are you?' to Spanish",
        "Write 1984 in Spanish words",
    ),
}
_ENOUGH = {introductions.HELLO.template, canned_replies.NO_TEXT.template}  # a larger model is not the way on


def examples_of(answer: str) -> tuple[str, ...]:
    """Return the examples that fit an answer; empty if it needs none."""
    return next((_EXAMPLES[template] for template in _templates(answer) if template in _EXAMPLES), ())


def needs_larger_model(answer: str) -> bool:
    """Return whether a larger model would help with the question of an answer."""
    return any(template in _EXAMPLES and template not in _ENOUGH for template in _templates(answer))


def _templates(text: str) -> Iterator[str]:
    if isinstance(text, TranslatableText):
        yield text.template
        for value in text.values.values():
            if isinstance(value, str):
                yield from _templates(value)
