"""The measures tell what a wrong turn costs, and a model that leaks from a product that does."""

from typing import Any

import pytest

from tests.eval.measures import MEASURES


@pytest.mark.parametrize(
    ("called", "right", "abstains", "wrong", "cost"),
    [("math", 1, 0, 0, 0), ("general", 0, 1, 0, 1), ("", 0, 1, 0, 1), ("english", 0, 0, 1, 2)],
)
def test_a_wrong_specialist_costs_more_than_an_abstention(
    called: str, right: int, abstains: int, wrong: int, cost: int
) -> None:
    entry = {"id": "r-1", "language": "en", "kind": "math", "question": "What is 3 + 4?", "expect": ["math"]}
    answer = {"tools": [{"name": f"{called}_assistant", "depth": 1}] if called else []}
    values = {name: measure(entry, answer) for name, measure in MEASURES["routing"].items()}
    assert values == {
        "routing: right": right,
        "routing: abstains": abstains,
        "routing: wrong specialist": wrong,
        "routing: cost of wrong turns": cost,
    }


@pytest.mark.parametrize(
    ("drafts", "share"), [([[True], [False]], 0.5), ([[], []], None), ([[True, False, True]], 2 / 3)]
)
def test_what_the_model_wrote_is_counted_until_the_answer_is_earned(drafts: list[list[bool]], share: float) -> None:
    replies: list[dict[str, Any]] = [{"earned": "", "drafts_leak": one} for one in drafts]
    replies.append({"earned": "given", "drafts_leak": [True]})
    assert MEASURES["study"]["study: drafts that leak"]({}, {"replies": replies}) == share
