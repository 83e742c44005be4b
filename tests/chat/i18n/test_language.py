"""Every sentence has its translation in each language, in the form that its number needs."""

import json
from importlib.util import find_spec
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from chat.chainlit_adapter.bootstrap import Tree, translation
from chat.i18n.cldr import load_locale
from chat.i18n.language import (
    CATALOGUES,
    ENGLISH,
    LANGUAGES,
    current_language,
    format_number,
    negotiate_language,
    text_direction,
    translate,
    translate_plural,
)
from tests.chat.i18n.accepted import ACCEPTED
from tests.chat.i18n.said import plurals, sentences

SPEC = find_spec("chainlit")
assert SPEC is not None
assert SPEC.origin is not None
SHIPPED = Path(SPEC.origin).parent / "translations"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
# Words that are the same in the other language, and places that our page does not show.
SAME = {"Name", "Chat", "Conversations", "S"}
HIDDEN = ("alerts.", "apiKeys.", "auth.", "chat.commands.")


def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    translations: dict[str, str | dict[str, str]] = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    return translations


def leaves(tree: Tree, path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in tree.items():
        where = f"{path}.{name}" if path else name
        found |= leaves(value, where) if isinstance(value, dict) else {where: value}
    return found


def values_in(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def is_one_number(language: str, category: str) -> bool:
    """Whether a plural form of a language is used for one number alone."""
    plural_form = load_locale(language).plural_form
    return [plural_form(count) for count in range(200)].count(category) == 1 and category != "other"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_no_other(language: str) -> None:
    expected, translated = sentences(), catalogue(language)
    missing = json.dumps(dict.fromkeys(sorted(expected - set(translated)), ""), ensure_ascii=False, indent=2)
    assert missing == "{}", f"chat/i18n/languages/{language}.json misses {missing}"
    assert set(translated) - expected == set(), f"chat/i18n/languages/{language}.json has unused sentences"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_its_sentence(language: str) -> None:
    for sentence, translated in catalogue(language).items():
        for category, form in translated.items() if isinstance(translated, dict) else [("other", translated)]:
            assert form.strip(), sentence
            needed = values_in(sentence)
            if isinstance(translated, dict) and "{count}" not in form and is_one_number(language, category):
                needed.remove("count")  # "two days" may be one word
            assert values_in(form) == needed, sentence


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_with_a_number_has_exactly_the_plural_forms_of_its_language(language: str) -> None:
    categories = {*load_locale(language).plural_form.tags, "other"}
    forms = {sentence: set(form) for sentence, form in catalogue(language).items() if isinstance(form, dict)}
    assert forms == dict.fromkeys(plurals(), categories)


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues_are_in_order(language: str) -> None:
    """So that two people who add a sentence seldom change the same line."""
    assert list(catalogue(language)) == sorted(catalogue(language))


@pytest.mark.parametrize("language", OTHERS)
def test_chainlits_own_words_are_translated_in_each_language(language: str) -> None:
    english, ours = leaves(translation(SHIPPED, ENGLISH)), leaves(translation(SHIPPED, language))
    shown = {where: text for where, text in english.items() if not where.startswith(HIDDEN)}
    assert set(shown) - set(ours) == set()
    left = {where: text for where, text in shown.items() if text and ours[where] == text and text not in SAME}
    assert left == {}


@pytest.mark.parametrize(("accepted", "language"), ACCEPTED)
def test_accept_language_decides(accepted: str, language: str) -> None:
    assert negotiate_language(accepted) == language


@pytest.mark.parametrize("language", [*LANGUAGES, "ar", "fa", "he", "ur", "hi"])
def test_the_direction_of_a_language_is_that_of_cldr(language: str) -> None:
    token = current_language.set(language)
    try:
        assert text_direction() == load_locale(language).text_direction
    finally:
        current_language.reset(token)


def test_a_sentence_is_translated_into_the_current_language() -> None:
    token = current_language.set("de")
    try:
        assert translate("Reference: {reference}", reference="ab12") == "Kennung: ab12"
    finally:
        current_language.reset(token)
    assert translate("Reference: {reference}", reference="ab12") == "Reference: ab12"


@pytest.mark.parametrize(
    ("language", "count", "translated"),
    [
        ("en", 0, "0 tokens"),
        ("en", 1, "1 token"),
        ("en", 1204, "1,204 tokens"),
        ("de", 1, "1 Token"),
        ("de", 1204, "1.204 Tokens"),
        ("es", 1, "1 token"),
        ("es", 2, "2 tokens"),
        ("es", 1_000_000, "1.000.000 de tokens"),
        ("zh-CN", 1, "1 个 token"),
        ("ja", 1, "1 トークン"),
        ("ar", 0, "لا رموز"),
        ("ar", 1, "رمز واحد"),
        ("ar", 2, "رمزان"),
        ("ar", 3, "3 رموز"),
        ("ar", 11, "11 رمزًا"),
        ("ar", 100, "100 رمز"),
        ("ar", 1204, "1,204 رموز"),
        ("zh-TW", 1, "1 個 token"),
        ("pt", 0, "0 token"),
        ("pt", 1_000_000, "1.000.000 de tokens"),
        ("it", 1_000_000, "1.000.000 di token"),
        ("hi", 123_456, "1,23,456 टोकन"),
        ("fr", 0, "0 jeton"),
        ("fr", 2, "2 jetons"),
        ("fr", 1_000_000, "1\u202f000\u202f000 de jetons"),
    ],
)
def test_a_number_chooses_the_plural_form(language: str, count: int, translated: str) -> None:
    token = current_language.set(language)
    try:
        assert translate_plural("{count} token", "{count} tokens", count=count) == translated
    finally:
        current_language.reset(token)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["20,000", "0.3", "1,234,567", "0.0001", "1,204.5000", "0.00"]),
        ("de", ["20.000", "0,3", "1.234.567", "0,0001", "1.204,5000", "0,00"]),
        ("es", ["20.000", "0,3", "1.234.567", "0,0001", "1.204,5000", "0,00"]),
        ("hi", ["20,000", "0.3", "12,34,567", "0.0001", "1,204.5000", "0.00"]),
        ("ar", ["20,000", "0.3", "1,234,567", "0.0001", "1,204.5000", "0.00"]),
        ("fr", ["20\u202f000", "0,3", "1\u202f234\u202f567", "0,0001", "1\u202f204,5000", "0,00"]),
        ("zh-CN", ["20,000", "0.3", "1,234,567", "0.0001", "1,204.5000", "0.00"]),
    ],
)
def test_numbers_have_the_signs_of_the_language(language: str, written: list[str]) -> None:
    token = current_language.set(language)
    try:
        numbers = [format_number(value) for value in (20_000, 0.3, 1_234_567, 0.0001)]
        assert [*numbers, format_number(1204.5, 4), format_number(0.001, 2)] == written
    finally:
        current_language.reset(token)
