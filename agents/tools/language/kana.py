"""Writes kana in Roman letters (Hepburn) and Roman letters in kana; each direction confirms the other."""

import re
import unicodedata

from agents.user_messages import ToolError

_ROWS = """
a i u e o | あ い う え お
ka ki ku ke ko | か き く け こ
sa shi su se so | さ し す せ そ
ta chi tsu te to | た ち つ て と
na ni nu ne no | な に ぬ ね の
ha hi fu he ho | は ひ ふ へ ほ
ma mi mu me mo | ま み む め も
ya yu yo | や ゆ よ
ra ri ru re ro | ら り る れ ろ
wa wo | わ を
ga gi gu ge go | が ぎ ぐ げ ご
za ji zu ze zo | ざ じ ず ぜ ぞ
da de do | だ で ど
ba bi bu be bo | ば び ぶ べ ぼ
pa pi pu pe po | ぱ ぴ ぷ ぺ ぽ
kya kyu kyo | きゃ きゅ きょ
sha shu sho | しゃ しゅ しょ
cha chu cho | ちゃ ちゅ ちょ
nya nyu nyo | にゃ にゅ にょ
hya hyu hyo | ひゃ ひゅ ひょ
mya myu myo | みゃ みゅ みょ
rya ryu ryo | りゃ りゅ りょ
gya gyu gyo | ぎゃ ぎゅ ぎょ
ja ju jo | じゃ じゅ じょ
bya byu byo | びゃ びゅ びょ
pya pyu pyo | ぴゃ ぴゅ ぴょ
fa fi fe fo | ふぁ ふぃ ふぇ ふぉ
ti di che she je | てぃ でぃ ちぇ しぇ じぇ
wi we vu va vi ve vo | うぃ うぇ ゔ ゔぁ ゔぃ ゔぇ ゔぉ
"""
_TO_KANA = {
    roman: kana
    for row in _ROWS.strip().splitlines()
    for roman, kana in zip(*(side.split() for side in row.split("|")), strict=True)
}
# Two signs sound the same, so that the way back gives the other one.
_TO_ROMAN = {kana: roman for roman, kana in _TO_KANA.items()} | {"ぢ": "ji", "づ": "zu", "ん": "n"}
# Greetings that are written with the particle は, which is said wa.
_GREETINGS = {"こんにちは": "konnichiwa", "こんばんは": "konbanwa"}
_LONG = str.maketrans("āīūēō", "aiueo")
_MACRON = dict(zip("aiueo", "āīūēō", strict=True))
_SIGNS = {"。": ". ", "、": ", ", "!": "! ", "?": "? ", "・": " ", "「": "“", "」": "”", " ": " "}


def to_romaji(text: str) -> tuple[str, str]:
    """Return kana in Roman letters, and how they are confirmed.

    Raises:
        ToolError: The text holds something beside kana.
    """
    kana = to_hiragana(unicodedata.normalize("NFKC", text).strip())
    if greeting := _GREETINGS.get(kana):
        return greeting, "a greeting with the particle は, which is said wa"
    words, place = "", 0
    while place < len(kana):
        sign = kana[place]
        if sign == "っ" and (following := _syllable(kana, place + 1)):
            words, place = words + ("t" if following[1].startswith("ch") else following[1][0]), place + 1
        elif sign == "ー" and words and words[-1] in _MACRON:
            words, place = words[:-1] + _MACRON[words[-1]], place + 1
        elif found := _syllable(kana, place):
            apart = "'" if words and words[-1] == "n" and kana[place - 1] == "ん" and found[1][0] in "aiueoy" else ""
            words, place = words + apart + found[1], place + len(found[0])
        elif sign in _SIGNS:
            words, place = words + _SIGNS[sign], place + 1
        else:
            raise ToolError(_reason(sign))
    same = re.sub("[ぢづ]", lambda sign: {"ぢ": "じ", "づ": "ず"}[sign[0]], re.sub(r"[^ぁ-ゖー]", "", kana))
    back = _letters_to_kana(re.sub(r"[^a-zāīūēō']", "", words))
    if back != same:
        raise ToolError("Writing this text in Roman letters and back does not give the same kana; give it in parts.")
    return words.strip(), "writing it back in kana gives the same signs"


def to_kana(text: str, *, katakana: bool = False) -> tuple[str, str]:
    """Return Roman letters in hiragana or katakana, and how they are confirmed.

    Raises:
        ToolError: The text is no Japanese in Roman letters.
    """
    words = unicodedata.normalize("NFC", text.strip().lower()).replace("’", "'")
    if not katakana and re.search("[ōēŌĒ]", words):
        raise ToolError(
            "A long ō may be おう or おお, and ē may be えい or ええ: write the vowels out, such as Toukyou."
        )
    greetings = {roman: kana for kana, roman in _GREETINGS.items()}
    if greeting := greetings.get(words):
        return to_katakana(greeting) if katakana else greeting, "a greeting with the particle は, which is said wa"
    written = [_letters_to_kana(word) for word in words.split()]
    if not written or "" in written:
        raise ToolError("This is no Japanese in Roman letters (Hepburn), such as konnichiwa or Tōkyō.")
    for word, kana in zip(words.split(), written, strict=True):
        if to_romaji(kana)[0] != word:
            raise ToolError(f"“{word[:40]}” is not written as Hepburn has it: {to_romaji(kana)[0][:40]}.")
    joined = " ".join(written)
    return to_katakana(joined) if katakana else joined, "writing it back in Roman letters gives the same word"


def to_hiragana(text: str) -> str:
    """Return a text with hiragana in the place of katakana."""
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in text)


def to_katakana(text: str) -> str:
    """Return a text with katakana in the place of hiragana."""
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)


def has_kana(text: str) -> bool:
    """Return whether a text holds kana."""
    return re.search("[ぁ-ゖァ-ヺ]", text) is not None


def _syllable(kana: str, place: int) -> tuple[str, str] | None:
    for length in (2, 1):
        part = kana[place : place + length]
        if len(part) == length and part in _TO_ROMAN:
            return part, _TO_ROMAN[part]
    return None


def _letters_to_kana(word: str) -> str:
    """Return the hiragana of Roman letters without spaces; empty where there is none."""
    kana, place = "", 0
    while place < len(word):
        if word[place] == "'":
            place += 1
            continue
        doubled = word[place : place + 2]
        if (len(doubled) == 2 and doubled[0] == doubled[1] and doubled[0] not in "aiueon") or (
            doubled == "tc" and word[place : place + 3] == "tch"
        ):
            kana, place = kana + "っ", place + 1
            continue
        for length in (3, 2, 1):
            part = word[place : place + length]
            plain = part.translate(_LONG)
            if len(part) == length and plain in _TO_KANA:
                kana += _TO_KANA[plain] + ("ー" if part != plain else "")  # as katakana has it
                place += length
                break
        else:
            if word[place] != "n":
                return ""
            kana, place = kana + "ん", place + 1
    return kana


def _reason(sign: str) -> str:
    if unicodedata.name(sign, "").startswith("CJK"):
        return (
            f"“{sign}” is a character with several readings, which the word decides; only kana can be written in Roman "
            "letters here."
        )
    return "Only kana can be written in Roman letters here; leave out what is none."
