"""The footnote of an answer, and the names of steps that have ended."""

import pytest

from chat.i18n.language import current_language
from chat.ui.footnote import finished_step_name, footnote


@pytest.mark.parametrize(
    ("who", "tokens", "cost", "line"),
    [
        (["Math"], 1204, 0.00114, "Math · Nova · 3.2 s · 1,204 tokens · $0.0011"),
        (["Math", "English", "Math"], 10, 0.00001, "Math, English · Nova · 3.2 s · 10 tokens · < $0.0001"),
        ([], 10, 0.5, "Nova · 3.2 s · 10 tokens · $0.50"),
        (["Teacher"], 0, None, "Teacher · Nova · 3.2 s"),
        (["Teacher"], 1, 0.0, "Teacher · Nova · 3.2 s · 1 token · $0.0000"),
    ],
)
def test_a_footnote_names_who_model_time_tokens_and_cost(
    who: list[str], tokens: int, cost: float | None, line: str
) -> None:
    assert footnote(who, "Nova", 3.21, tokens, cost) == line


def test_numbers_are_formatted_in_the_readers_language() -> None:
    token = current_language.set("de")
    assert footnote(["Mathematik"], "Nova", 3.21, 1204, 0.00114) == "Mathematik · Nova · 3,2 s · 1.204 Tokens · $0,0011"
    current_language.reset(token)


def test_each_part_keeps_its_own_direction_between_words_from_the_right() -> None:
    token = current_language.set("ar")
    parts = footnote(["Math"], "Nova", 3.21, 1204, 0.00114).split(" · ")
    current_language.reset(token)
    assert len(parts) == 5
    assert [(part[0], part[-1]) for part in parts] == [("\u2068", "\u2069")] * 5


def test_the_name_of_a_finished_step_has_its_time_and_tokens() -> None:
    assert finished_step_name("Math", 0.04, 0) == "Math · < 0.1 s"
    assert finished_step_name("Math", 12.34, 5678) == "Math · 12.3 s · 5,678 tokens"
