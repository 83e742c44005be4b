"""Plurals of English nouns: only forms that a list of words has."""

import pytest

from agents.tools.proofreading.frequency import frequencies
from agents.tools.proofreading.plurals import _IRREGULAR, plural
from agents.tools.proofreading.tool import plural as tool
from agents.user_messages import ToolError

PLURALS = (
    "leaf leaves|child children|mouse mice|foot feet|city cities|day days|soliloquy soliloquies|box boxes|"
    "church churches|stomach stomachs|bus buses|quiz quizzes|potato potatoes|photo photos|piano pianos|belief beliefs|"
    "safe safes|serf serfs|relief reliefs|roof roofs|policeman policemen|human humans|german germans|"
    "grandchild grandchildren|mongoose mongooses|housewife housewives|analysis analyses|iris irises|"
    "ox oxen|sheep sheep|series series|Leaf leaves|japanese japanese"
)


@pytest.mark.parametrize(("noun", "form"), [pair.split() for pair in PLURALS.split("|")])
def test_plural_is_stated(noun: str, form: str) -> None:
    text, confirmed = plural(noun, frequencies())
    assert text.endswith(f"**{form}**.")
    assert "two sources" in confirmed


def test_two_plurals_are_both_named() -> None:
    assert "**indexes** or **indices**" in plural("index", frequencies())[0]


def test_every_irregular_form_is_in_the_list() -> None:
    assert [form for forms in _IRREGULAR.values() for form in forms if not frequencies().knows(form)] == []


def test_what_has_no_plural_gets_none() -> None:
    text, confirmed = plural("information", frequencies())
    assert "no plural" in text
    assert "informations" not in text
    assert confirmed.startswith("Not confirmed")


@pytest.mark.parametrize(
    "noun", ["", " ", "you", "leaves", "cats", "himself", "Haus", "two words", "a" * 999, "l\u0435af", "<b>"]
)
async def test_what_is_not_known_is_refused_in_a_sentence(noun: str) -> None:
    with pytest.raises(ToolError):
        plural(noun, frequencies())
    result = await tool(noun=noun)
    assert result["status"] == "error"
    assert result["content"][0]["text"].endswith(".")
