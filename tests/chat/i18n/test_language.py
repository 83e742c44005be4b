"""Everything that a person reads is there in each of our languages, and each person gets their own."""

import json
from importlib.util import find_spec
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from chat.chainlit_adapter.bootstrap import Tree, translation
from chat.i18n.language import CATALOGUES, ENGLISH, LANGUAGES, current_language, preferred, translate
from tests.chat.i18n.said import sentences

SPEC = find_spec("chainlit")
assert SPEC is not None
assert SPEC.origin is not None
SHIPPED = Path(SPEC.origin).parent / "translations"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
# Words that are the same in the other language, and places that our page does not show.
SAME = {"Name", "Chat", "S"}
HIDDEN = ("alerts.", "apiKeys.", "auth.", "chat.commands.")


def catalogue(language: str) -> dict[str, str]:
    said: dict[str, str] = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    return said


def leaves(tree: Tree, path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in tree.items():
        where = f"{path}.{name}" if path else name
        found |= leaves(value, where) if isinstance(value, dict) else {where: value}
    return found


def values_in(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def test_there_are_four_languages() -> None:
    assert set(LANGUAGES) == {"en", "es", "de", "zh-CN"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_no_other(language: str) -> None:
    said, translated = sentences(), catalogue(language)
    missing = json.dumps(dict.fromkeys(sorted(said - set(translated)), ""), ensure_ascii=False, indent=2)
    assert missing == "{}", f"chat/i18n/languages/{language}.json misses {missing}"
    assert set(translated) - said == set(), f"chat/i18n/languages/{language}.json has what nobody says"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_its_sentence(language: str) -> None:
    for sentence, translated in catalogue(language).items():
        assert translated.strip(), sentence
        assert values_in(translated) == values_in(sentence), sentence


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues_are_in_order(language: str) -> None:
    """So that two people who add a sentence seldom change the same line."""
    assert list(catalogue(language)) == sorted(catalogue(language))


@pytest.mark.parametrize("language", OTHERS)
def test_chainlits_own_words_are_whole_in_each_language(language: str) -> None:
    english, ours = leaves(translation(SHIPPED, ENGLISH)), leaves(translation(SHIPPED, language))
    shown = {where: text for where, text in english.items() if not where.startswith(HIDDEN)}
    assert set(shown) - set(ours) == set()
    left = {where: text for where, text in shown.items() if text and ours[where] == text and text not in SAME}
    assert left == {}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.8", "de"),
        ("fr-FR,es;q=0.5,de;q=0.9", "de"),
        ("fr", "en"),
        ("es-419,es;q=0.9", "es"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("ZH", "zh-CN"),
        ("en-GB,de;q=0.9", "en"),
        ("de;q=0,es", "es"),
        ("*", "en"),
        ("de;q=nonsense,es;q=0.1", "es"),
        (";;,,=", "en"),
    ],
)
def test_the_browsers_wish_decides(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


def test_a_sentence_with_values_is_said_in_the_language_of_the_moment() -> None:
    token = current_language.set("de")
    try:
        assert translate("Reference: {reference}", reference="ab12") == "Kennung: ab12"
    finally:
        current_language.reset(token)
    assert translate("Reference: {reference}", reference="ab12") == "Reference: ab12"
