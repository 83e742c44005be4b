"""How plausible a text is in a language: the cost, in nats, of its characters beyond ASCII.

Letters cost by the letter before them (`letter_pairs.txt`, counted in CLDR), ideographs and syllables by their place
among the most frequent ones of the language (`common_characters.txt`, counted in film subtitles), signs by how often
sentences have them. What no text holds, such as control characters, costs most.
"""

import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
CHINESE, TRADITIONAL, JAPANESE, KOREAN = "zh-CN", "zh-TW", "ja", "ko"
_EAST_ASIAN = (CHINESE, TRADITIONAL, JAPANESE, KOREAN)

# Costs in nats.
_UNSEEN_PAIR = 3.0  # beyond the cost of the letter itself
_UNSEEN_ASCII = 7.0
_FOREIGN_LETTER = 11.0
_WESTERN_LETTER = 8.0  # in a language of the same script: a name or a borrowed word
_FOREIGN_SCRIPT = 14.0
_MIXED_WORD = 6.0  # letters of two scripts beside each other
_INNER_CAPITAL = 5.0
_CAPITAL = 1.5
_DOTTED_CAPITAL = 5.0  # of Turkish
_DIGIT_IN_WORD = 2.5
_NEXT_CAPITAL = 0.5
_RARE_IDEOGRAPH = 12.0
_KANA = 4.3
_HALF_WIDTH = 9.0
_WIDE_SIGN = 5.0
_SIGN_IN_PLACE = 4.5
_COMMON_SIGN = 7.0
_INNER_SIGN = 5.0
_RARE_SIGN = 12.0
_IMPOSSIBLE = 25.0
_FEW_ASCII = 6.0  # a text in Latin letters, most of which are not of ASCII
_FEW_OTHERS = 3.0  # a text of another script, most of which is in Latin letters
_REPLACED = 14.0  # a byte that the encoding does not have

_COMMON_SIGNS = "’“”‘„‚–—…«»°€£§©®·×½²³¿¡•′″№™±¼¾µ‹›\xa0"  # noqa: RUF001 - these signs are meant
_WIDE_SIGNS = "、。，：；！？（）「」『』《》【】・ー～　％"  # noqa: RUF001 - likewise
_BESIDE_DIGITS = "°€£½²³×–±¼¾′″·\xa0"  # noqa: RUF001 - likewise
_BESIDE_LETTERS = "’‘"  # noqa: RUF001 - likewise
_AFTER_DIGITS = "²³½¼¾±"
_NOT_LATIN = ("ru", "uk", "bg", "sr", "be", "el", "he", "ar", "fa", "th", *_EAST_ASIAN)
_MOSTLY = 3
_SOME = 2
_HALF_NATS = 2.0


@dataclass(slots=True)
class Features:
    """What a text has beyond ASCII, in the form in which it is counted once for all languages.

    Args:
        fixed: The cost that it has in every language.
        pairs: How often each pair of letters occurs; `_` stands for anything that is no letter.
        wide: How often each character of East Asian scripts occurs.
        ascii_letters: How many letters of ASCII there are.
    """

    fixed: float = 0.0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    wide: Counter[str] = field(default_factory=Counter)
    ascii_letters: int = 0


def features(text: str) -> Features:
    """Count what a text has beyond ASCII."""
    found = Features()
    before = " "
    for index, character in enumerate(text):
        if not (character.isascii() and before.isascii()):
            _count(found, before, character, text[index + 1 : index + 2])
        elif character < " " and character not in "\t\n\r\x0c\x1b":
            found.fixed += _IMPOSSIBLE
        elif character.isalnum() and before.isalnum() and character.isdigit() != before.isdigit():
            found.fixed += _DIGIT_IN_WORD  # half of a kana in UTF-16 is a zero
        before = character
    found.ascii_letters = sum(map(str.isalpha, filter(str.isascii, text)))
    return found


def beyond_ascii(found: Features) -> int:
    """Return how many letters a text has beyond ASCII."""
    return sum(found.pairs.values()) + sum(found.wide.values())


def cost(found: Features, language: str) -> float:
    """Return the cost of a text in a language, in nats."""
    total = found.fixed + _share_cost(found, language)
    if language in _EAST_ASIAN:
        ranks = _ranks(language)
        for character, count in found.wide.items():
            total += count * _wide_cost(character, ranks, language)
        return total + _FOREIGN_SCRIPT * sum(found.pairs.values())
    total += _FOREIGN_SCRIPT * sum(found.wide.values())
    table = _pairs(language)
    letters = table["*"]
    for (before, letter), count in found.pairs.items():
        price = table.get(before, {}).get(letter)
        if price is None:
            price = _unseen(before, letter, letters)
        total += count * price
    return total


def _share_cost(found: Features, language: str) -> float:
    """Return the cost of a share of ASCII letters that the language does not have."""
    others = beyond_ascii(found)
    if language not in _NOT_LATIN:
        return _FEW_ASCII if found.ascii_letters < others - _SOME else 0.0
    return _FEW_OTHERS if found.ascii_letters > _MOSTLY * others else 0.0


def _count(found: Features, before: str, character: str, following: str) -> None:
    if character.isascii():
        if character.isalpha() and _is_letter(before) and not _is_wide(before):
            if before != "İ":
                found.pairs[before.lower(), character.lower()] += 1
            found.fixed += _case(before, character)
        elif character.isalpha() and _is_wide(before):
            found.fixed += _MIXED_WORD / 2
    elif _is_wide(character):
        found.wide[character] += 1
        found.fixed += _MIXED_WORD / 2 if before.isascii() and before.isalpha() else 0.0
    elif character.isalpha() or unicodedata.category(character) == "Mn":
        lower = character.lower()
        if len(lower) > 1:
            found.fixed += _DOTTED_CAPITAL
        else:
            found.pairs[before.lower() if _is_letter(before) else "_", lower] += 1
        found.fixed += _case(before, character)
    else:
        found.fixed += _sign(before, character, following)


def _case(before: str, character: str) -> float:
    if not character.isupper():
        return 0.0
    if before.isalpha():
        return _NEXT_CAPITAL if before.isupper() else _INNER_CAPITAL
    return _CAPITAL


def _sign(before: str, sign: str, following: str) -> float:
    if sign == "\ufffd":
        return _REPLACED
    category = unicodedata.category(sign)
    if category in ("Cc", "Co", "Cn", "Cs"):
        return _IMPOSSIBLE
    if sign in _COMMON_SIGNS:
        beside_digit = sign in _BESIDE_DIGITS and (before.isdigit() or following.isdigit())
        beside_letters = sign in _BESIDE_LETTERS and before.isalpha() and following.isalpha()
        if beside_digit or beside_letters:
            return _SIGN_IN_PLACE
        return _COMMON_SIGN + (_INNER_SIGN if _is_inner(before, sign, following) else 0.0)
    return _RARE_SIGN


def _is_inner(before: str, sign: str, following: str) -> bool:
    """Tell whether a sign stands where a word has letters."""
    return following.isalpha() and (before.isalpha() or sign in _AFTER_DIGITS)


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character) == "Mn"


def _is_wide(character: str) -> bool:
    return (
        "\u3000" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7a3"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
    )


def _wide_cost(character: str, ranks: dict[str, float], language: str) -> float:
    if (price := ranks.get(character)) is not None:
        return price
    if character in _WIDE_SIGNS:
        return _WIDE_SIGN
    if "\u3041" <= character <= "\u30fe":
        return _KANA if language == JAPANESE else _RARE_SIGN
    if "\uff61" <= character <= "\uff9f":
        return _HALF_WIDTH if language == JAPANESE else _RARE_SIGN
    if "\uac00" <= character <= "\ud7a3":
        return _RARE_SIGN - 2 if language == KOREAN else _FOREIGN_SCRIPT
    if "\u4e00" <= character <= "\u9fff":
        return _RARE_IDEOGRAPH + (1.0 if language == KOREAN else 0.0) + (0.0 if _is_basic(character, language) else 3.0)
    return _RARE_SIGN


@cache
def _is_basic(character: str, language: str) -> bool:
    """Tell whether a character is of the part of the national standard that holds the usual ones."""
    encoding, first, last = {
        CHINESE: ("gb2312", 0xB0, 0xD7),
        TRADITIONAL: ("big5", 0xA4, 0xC6),
        JAPANESE: ("cp932", 0x88, 0x97),
        KOREAN: ("euc_kr", 0xCA, 0xFD),
    }[language]
    try:
        return first <= character.encode(encoding)[0] <= last
    except UnicodeEncodeError:
        return False


def _unseen(before: str, letter: str, letters: dict[str, float]) -> float:
    if letter.isascii():
        return _UNSEEN_ASCII + (0.0 if _is_latin(before) else _MIXED_WORD)
    if (price := letters.get(letter)) is not None:
        mixed = before != "_" and before.isascii() and not _is_latin(letter)
        return price + _UNSEEN_PAIR + (_MIXED_WORD if mixed else 0.0)
    if not (_is_latin(letter) and _is_latin(next(iter(letters), "a"))):
        return _FOREIGN_SCRIPT
    return _WESTERN_LETTER if letter < "\u0100" else _FOREIGN_LETTER


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


@cache
def _tables() -> dict[str, str]:
    lines = (_FOLDER / "letter_pairs.txt").read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


@cache
def _pairs(language: str) -> dict[str, dict[str, float]]:
    tokens = _tables()[language].split(" ")
    return {
        token[0]: {token[at]: int(token[at + 1], 36) / _HALF_NATS for at in range(1, len(token) - 1, 2)}
        for token in tokens
    }


@cache
def _ranks(language: str) -> dict[str, float]:
    lines = (_FOLDER / "common_characters.txt").read_text("utf-8").splitlines()
    characters = dict(line.split(" ", 1) for line in lines)[language]
    return {character: 2.5 + math.log(rank + 5) for rank, character in enumerate(characters)}
