"""Everything that is said is said in each language, to whoever asks for it."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from chat import language
from chat.language import CATALOGUES, LANGUAGES, preferred, say
from chat.page import translation
from tests.chat.said import sentences

OURS = [one for one in LANGUAGES if one != "en"]
SPEC = find_spec("chainlit")
assert SPEC is not None
assert SPEC.origin is not None
SHIPPED = Path(SPEC.origin).parent / "translations"


def leaves(tree: dict[str, Any], path: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in tree.items():
        found |= leaves(value, f"{path}{name}.") if isinstance(value, dict) else {path + name: value}
    return found


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", sentence))


def test_at_least_four_languages_are_spoken() -> None:
    assert {"en", "es", "de", "zh-CN"} <= set(LANGUAGES)


@pytest.mark.parametrize("tongue", OURS)
def test_every_sentence_is_translated_and_no_other(tongue: str) -> None:
    catalogue = json.loads((CATALOGUES / f"{tongue}.json").read_text("utf-8"))
    missing, extra = sentences() - set(catalogue), set(catalogue) - sentences()
    assert not missing, f"chat/languages/{tongue}.json does not say: {sorted(missing)}"
    assert not extra, f"chat/languages/{tongue}.json says what nobody asks for: {sorted(extra)}"
    assert [one for one, other in catalogue.items() if placeholders(one) != placeholders(other)] == []


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_page_of_chainlit_says_everything_too(tongue: str) -> None:
    english, told = leaves(translation(SHIPPED, "en")), leaves(translation(SHIPPED, tongue))
    assert set(told) == set(english)
    assert (CATALOGUES / "chainlit" / f"{tongue}.md").is_file() or tongue == "en"


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("de-AT", "de"),
        ("zh-Hans-CN,zh;q=0.9", "zh-CN"),
        ("fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4", "de"),
        ("en;q=0.2, ES;q=0.9", "es"),
        ("*", "en"),
        ("", "en"),
        (";q=x,,;;=", "en"),
    ],
)
def test_the_browsers_wish_is_followed(accepted: str, spoken: str) -> None:
    assert preferred(accepted) == spoken


def test_a_sentence_is_said_in_the_language_of_its_request() -> None:
    token = language.current.set("de")
    try:
        assert say("Reference: {reference}", reference="x{y}") == "Kennung: x{y}"
    finally:
        language.current.reset(token)
    assert say("Reference: {reference}", reference=1) == "Reference: 1"
