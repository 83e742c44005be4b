"""Kana and Roman letters, as Hepburn has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.tools.language.kana import to_hiragana, to_kana, to_katakana, to_romaji
from agents.user_messages import ToolError


@pytest.mark.parametrize(
    ("kana", "romaji"),
    [
        ("ありがとう", "arigatou"),
        ("こんにちは", "konnichiwa"),
        ("がっこう", "gakkou"),
        ("マッチ", "matchi"),
        ("しんよう", "shin'you"),
        ("コーヒー", "kōhī"),
        ("ちょっとまって", "chottomatte"),
        ("ヴァイオリン", "vaiorin"),
        ("ﾊﾝｶｸ", "hankaku"),
        ("つづく。", "tsuzuku."),
    ],
)
def test_kana_in_roman_letters(kana: str, romaji: str) -> None:
    written, checked = to_romaji(kana)
    assert written == romaji
    assert checked


def test_roman_letters_in_kana() -> None:
    assert to_kana("sushi")[0] == "すし"
    assert to_kana("matcha", katakana=True)[0] == "マッチャ"
    assert to_kana("konnichiwa")[0] == "こんにちは"
    assert to_kana("kōhī", katakana=True)[0] == "コーヒー"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("東京", "several readings"),
        ("hello", "Only kana"),
        ("😀", "Only kana"),
        ("あ\x00", "Only kana"),
        ("っ", "Only kana"),
    ],
)
def test_what_is_no_kana_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        to_romaji(text)


@pytest.mark.parametrize(
    ("text", "reason"), [("hello", "no Japanese"), ("tōkyō", "may be おう or おお"), ("", "no Japanese")]
)
def test_what_has_no_one_spelling_in_kana_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        to_kana(text)


SYLLABLES = (
    "あ い う え お か き く け こ が ぎ さ し す せ そ ざ じ た ち つ て と な に ぬ ね の は ひ ふ へ ほ ば ぱ "
    "ま み む め も や ゆ よ ら り る れ ろ わ を ん きゃ しゅ ちょ りょ っか っち っぱ"
)


@given(st.lists(st.sampled_from(SYLLABLES.split()), min_size=1, max_size=8).map("".join))
def test_kana_comes_back_from_roman_letters(kana: str) -> None:
    romaji = to_romaji(kana)[0]
    assert to_kana(romaji)[0] == kana
    assert to_hiragana(to_kana(romaji, katakana=True)[0]) == kana
    assert to_hiragana(to_katakana(kana)) == kana
