"""The tools of the language specialist, in their worker process."""

from typing import Any

import pytest

from agents.tools.language.tool import (
    MAX_TEXT_CHARACTERS,
    base_form,
    conjugate,
    identify_language,
    number_in_words,
    transliterate,
)


def said(result: Any) -> tuple[str, str]:
    return result["status"], result["content"][0]["text"]


async def test_each_tool_answers_and_says_how_it_is_checked() -> None:
    answers = {
        "gegangen": await conjugate(verb="gehen", language="German", tense="past participle"),
        "quarante-sept": await number_in_words(number="47", language="französisch"),
        "nǐ hǎo": await transliterate(text="你好", to="pinyin"),
        "arigatou": await transliterate(text="ありがとう", to="romaji"),
        "カタカナ": await transliterate(text="katakana", to="katakana"),
        "**German**": await identify_language(text="Guten Morgen"),
        "**go**": await base_form(word="went", language="en"),
    }
    for part, result in answers.items():
        status, text = said(result)
        assert status == "success"
        assert part in text
        assert "\n\nChecked: " in text


async def test_what_is_not_confirmed_says_so() -> None:
    _, text = said(await base_form(word="mice", language="English"))
    assert text.endswith("\n\nNot confirmed: no second source has it.")


@pytest.mark.parametrize(
    "result",
    [
        lambda: conjugate(verb="", language="Spanish"),
        lambda: conjugate(verb="hablar", language="Klingon"),
        lambda: conjugate(verb="a" * 1_000_000, language="Spanish"),
        lambda: number_in_words(number="9" * (MAX_TEXT_CHARACTERS - 1), language="en"),
        lambda: number_in_words(number="47", language=""),
        lambda: transliterate(text="你" * 1000, to="pinyin"),
        lambda: transliterate(text="\x00\u202e😀", to="romaji"),
        lambda: identify_language(text="a " * 500_000),
        lambda: base_form(word="<script>alert(1)</script>", language="en"),
    ],
)
async def test_hostile_input_is_refused_in_one_sentence(result: Any) -> None:
    status, text = said(await result())
    assert status == "error"
    assert 10 < len(text) < 400
    assert "Traceback" not in text
    assert "<script" not in text
