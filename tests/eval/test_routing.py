"""The routing cases: well-formed, and routed as well as they were when the router was last changed."""

from collections import Counter
from pathlib import Path

import pytest

from agents.demo_model.classifier_training import read_examples
from tests.eval.routing import CASES, DEVELOPMENT, NONE, SECOND, Case, Routed, accuracy, macro_f1, read_cases, run

KNOWN = {"math", "english", "language", "computer_science", "loan_offering", "general"}
MIN_MACRO_F1 = 0.92


@pytest.mark.parametrize("path", [CASES, SECOND], ids=["first", "second"])
async def test_macro_f1_of_the_unseen_halves_is_at_the_floor(path: Path) -> None:
    routed = await run([case for case in read_cases(path) if case.half != DEVELOPMENT])
    assert macro_f1(routed) >= MIN_MACRO_F1, "see python -m tests.eval.routing"
    for language in ("en", "es", "de", "zh"):
        assert accuracy([one for one in routed if one.case.language == language]) >= 0.88, language


def test_cases_are_many_and_varied() -> None:
    cases = read_cases()
    assert len(cases) >= 560
    assert len({case.id for case in cases}) == len(cases)
    assert min(Counter(case.language for case in cases).values()) >= 100
    assert min(Counter(case.half for case in cases).values()) >= 250
    assert all(set(case.expect) <= KNOWN for case in cases)
    second = read_cases(SECOND)
    assert len({case.id for case in second}) == len(second) >= 200
    assert min(Counter(case.language for case in second).values()) >= 50
    assert all(set(case.expect) <= {*KNOWN, NONE} for case in second)
    assert not {_letters(case.question) for case in cases if not case.history} & {
        _letters(case.question) for case in second if not case.history
    }


def test_no_case_was_an_example_of_the_training() -> None:
    examples = {_letters(question) for question, _ in read_examples()}
    cases = [*read_cases(), *read_cases(SECOND)]
    assert not [case.question for case in cases if not case.history and _letters(case.question) in examples]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _routed(expect: tuple[str, ...], chosen: tuple[str, ...], kind: str = "math") -> Routed:
    return Routed(Case("r-en-0001", "en", kind, "?", expect), chosen)


def test_measures_tell_a_wrong_turn_from_an_abstention() -> None:
    assert _routed(("math",), ("math",)).is_right
    assert _routed((), ()).is_right
    assert _routed(("none", "general"), ()).is_right
    assert _routed(("none", "general"), ("general",)).is_right
    assert not _routed(("none", "general"), ("math",)).is_right
    assert not _routed(("math",), ()).is_right
    assert _routed(("math",), ("general",)).abstains
    assert not _routed(("math",), ("english",)).abstains
    assert not _routed(("math", "language"), ("math", "english")).is_right


def test_macro_f1_counts_the_second_specialist_that_was_not_called() -> None:
    whole = [_routed(("math",), ("math",)), _routed(("language",), ("language",))]
    assert macro_f1(whole) == 1
    assert macro_f1([*whole, _routed(("math", "language"), ("math",), "two")]) < 1
    assert macro_f1([*whole, _routed(("math", "language"), ("math",), "math")]) == 1
