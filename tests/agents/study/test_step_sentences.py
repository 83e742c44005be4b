import pytest

from agents.study.step_sentences import repeats_problem, translatable
from agents.study.worked_answer import work_out
from agents.user_messages import TranslatableText

COMMON = (
    "Solve x^2 - 5x + 6 = 0", "x^2 + 2x + 5 = 0", "Solve 2x + 3 = 11", "Solve x + y = 3, x - y = 1", "2x+3 < 7",
    "differentiate x^3 + 2x", "integrate 3x^2", "factor x^2 - 5x + 6", "expand (x+1)(x-2)",
)  # fmt: skip


@pytest.mark.parametrize("question", COMMON)
async def test_what_the_calculator_says_of_common_questions_can_be_translated(question: str) -> None:
    worked = await work_out(question)
    assert worked is not None
    assert worked.steps
    for step in worked.steps:
        shown = translatable(step)
        assert shown == step
        is_withheld = step.startswith(("Divide by", "Check", "As a set"))
        assert isinstance(shown, TranslatableText) or is_withheld or repeats_problem(step), step


def test_what_holds_no_sentence_stays_as_it_is() -> None:
    assert not isinstance(translatable("5 · 1.609344 = 8.04672"), TranslatableText)
    assert repeats_problem("Start from 2x + 3 = 11.")
