"""The base form of a word."""

import pytest

from agents.tools.language.base_forms import base_form
from agents.user_messages import ToolError


@pytest.mark.parametrize(
    ("word", "language", "base", "place"),
    [
        ("went", "en", "go", "past"),
        ("built", "en", "build", "past participle"),
        ("suis", "fr", "être", "present, je"),
        ("mangeons", "fr", "manger", "present, nous"),
        ("vado", "it", "andare", "present, io"),
    ],
)
def test_form_of_a_verb_is_confirmed_by_its_table(word: str, language: str, base: str, place: str) -> None:
    text, checked = base_form(word, language)
    assert f"is a form of **{base}**: " in text
    assert place in text
    assert checked


@pytest.mark.parametrize(("word", "language", "base"), [("mice", "en", "mouse"), ("chevaux", "fr", "cheval")])
def test_other_words_stand_in_one_list_alone(word: str, language: str, base: str) -> None:
    text, checked = base_form(word, language)
    assert f"is **{base}**" in text
    assert not checked


@pytest.mark.parametrize(
    ("word", "language", "reason"),
    [
        ("flib", "en", "in no list of English words"),
        ("two words", "en", "Give one word"),
        ("w" * 1000, "en", "Give one word"),
        ("😀", "en", "Give one word"),
        ("食べた", "ja", "not of Japanese"),
    ],
)
def test_what_no_list_has_is_refused(word: str, language: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        base_form(word, language)
