"""Writes Chinese in pinyin with tone marks; pypinyin's dictionaries and CC-CEDICT confirm each other."""

import functools
import importlib.util
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from agents.language_names import plain
from agents.user_messages import ToolError

_MAX_PHRASE = 8
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f\u3007]")
_ENTRY = re.compile(r"^    '([^']+)': \[(.*)\],$", re.MULTILINE)
_CHARACTER = re.compile(r"^    0x([0-9A-F]+): '([^']+)',", re.MULTILINE)
# Outside of a word these are hardly ever read otherwise, although dictionaries list more.
_SETTLED = frozenset("的了不一是在有和这那吗呢吧个上下来去都好要会大没看给过")
_TONE_CHANGES = {"一": "yī", "不": "bù"}


@dataclass(frozen=True, slots=True)
class _CharacterReading:
    """How two sources read one character.

    Args:
        sign: The character.
        readings: What is stated; several where the sources differ.
        light: Whether one source has the neutral tone and the other a full one.
        alone: Whether only one source has the character.
    """

    sign: str
    readings: tuple[str, ...]
    light: bool = False
    alone: bool = False


def to_pinyin(text: str) -> tuple[str, str]:
    """Return the pinyin of Chinese text, and how it is confirmed; what the sources read differently is named.

    Raises:
        ToolError: The text holds no Chinese characters, or something that is none.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if not _HAN.search(text):
        raise ToolError("There are no Chinese characters in this; give them, such as 你好.")
    words: list[str] = []
    found: list[_CharacterReading] = []
    for part in re.findall(rf"(?:{_HAN.pattern})+|[^\s]", text):
        if _HAN.match(part):
            readings = _readings(part, single=len(text) == 1)
            words.append(" ".join("/".join(one.readings) for one in readings))
            found += readings
        elif unicodedata.category(part)[0] == "P":
            words.append({"。": ".", "、": ","}.get(part) or unicodedata.normalize("NFKC", part))
        else:
            raise ToolError(f"“{part}” is no Chinese character; give Chinese alone.")
    notes = _notes(found)
    written = re.sub(r"\s+(?=[,.!?;:)”])", "", " ".join(words))
    checked = (
        "two dictionaries, pypinyin's and CC-CEDICT, agree on every other character"
        if notes
        else ("two dictionaries, pypinyin's and CC-CEDICT, agree on every character")
    )
    agreed = any(len(one.readings) == 1 and not one.alone for one in found)
    return "\n\n".join([f"**{written}**", *notes]), checked if agreed else ""


def _notes(found: list[_CharacterReading]) -> list[str]:
    several = {f"{one.sign} ({' or '.join(one.readings)})" for one in found if len(one.readings) > 1}
    alone = {f"{one.sign} ({one.readings[0]})" for one in found if one.alone}
    light = {one.sign for one in found if one.light}
    notes = []
    if several:
        notes.append(f"Not sure, as the meaning decides: {', '.join(sorted(several))}.")
    if alone:
        notes.append(f"Not confirmed, as only one dictionary has it: {', '.join(sorted(alone))}.")
    if light:
        notes.append(f"Said lightly, in the neutral tone, as CC-CEDICT has it: {', '.join(sorted(light))}.")
    if any(one.sign in _TONE_CHANGES for one in found):
        notes.append("Before other tones, 一 and 不 are said yí or yì and bú.")
    return notes


def _readings(text: str, *, single: bool) -> list[_CharacterReading]:
    from pypinyin import Style, lazy_pinyin

    def unknown(signs: str) -> list[str]:
        return [""] * len(signs)

    first = lazy_pinyin(text, style=Style.TONE, errors=unknown)  # type: ignore[arg-type]
    second = _by_cedict(text)
    return [_compare(sign, one, two, single=single) for sign, one, two in zip(text, first, second, strict=True)]


def _compare(sign: str, first: str, second: tuple[str, ...], *, single: bool) -> _CharacterReading:
    """Return what two sources say of a character.

    Args:
        sign: The character.
        first: The reading by pypinyin.
        second: Its reading in a word of CC-CEDICT, or all its readings where it stands in none.
        single: Whether the character is the whole text.
    """
    if not first:
        raise ToolError(f"The reading of “{sign}” is in no dictionary here.")
    if sign in _TONE_CHANGES:
        return _CharacterReading(sign, (_TONE_CHANGES[sign],))
    if not second:
        return _CharacterReading(sign, (first,), alone=True)
    if len(second) > 1 and sign in _SETTLED and not single:
        second = second[:1]
    if second == (first,):
        return _CharacterReading(sign, (first,))
    if len(second) == 1 and plain(second[0]) == plain(first) and _is_neutral(second[0]):
        return _CharacterReading(sign, second, light=True)
    return _CharacterReading(sign, tuple(dict.fromkeys([first, *second])))


def _is_neutral(syllable: str) -> bool:
    return not re.search("[\u0300\u0301\u0304\u030c]", unicodedata.normalize("NFD", syllable))


def _by_cedict(text: str) -> list[tuple[str, ...]]:
    """Return the readings of the longest words of CC-CEDICT from left to right, and of single characters between."""
    phrases, characters = _cedict(), _characters()
    readings: list[tuple[str, ...]] = []
    while len(readings) < len(text):
        place = len(readings)
        for length in range(min(_MAX_PHRASE, len(text) - place), 1, -1):
            if found := phrases.get(text[place : place + length]):
                readings += [(syllable,) for syllable in found.split()]
                break
        else:
            readings.append(characters.get(text[place], ()))
    return readings


@functools.cache
def _cedict() -> dict[str, str]:
    """Return the words of CC-CEDICT with their readings.

    The files are read as text: as modules of Python they need ten times the memory, and seconds to compile.
    """
    return {
        word: " ".join(re.findall(r"\['([^']+)'\]", readings))
        for path in sorted((_data() / "phrase_pinyin_data").glob("cc_cedict_*.py"))
        for word, readings in _ENTRY.findall(path.read_text("utf-8"))
        if 1 < len(word) <= _MAX_PHRASE and readings.count("[") == len(word)
    }


@functools.cache
def _characters() -> dict[str, tuple[str, ...]]:
    """Return the readings of single characters by the frequency dictionary of Beijing (in Unihan), the first first."""
    text = (_data() / "pinyin_data" / "khanyupinlu.py").read_text("utf-8")
    listed = {chr(int(code, 16)): readings.split(",") for code, readings in _CHARACTER.findall(text)}
    return {sign: _without_light(readings) for sign, readings in listed.items()}


def _without_light(readings: list[str]) -> tuple[str, ...]:
    """Leave out the neutral tone of a syllable that also has a full one."""
    full = {plain(one) for one in readings if not _is_neutral(one)}
    return tuple(one for one in readings if not (_is_neutral(one) and plain(one) in full and one != readings[0]))


def _data() -> Path:
    spec = importlib.util.find_spec("pypinyin_dict")
    assert spec is not None  # noqa: S101 - the lock names it
    assert spec.submodule_search_locations  # noqa: S101 - it is a package
    return Path(spec.submodule_search_locations[0])
