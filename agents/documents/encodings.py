"""Detects the encoding of a text: each candidate decodes it, and the most plausible text wins.

A short text has little evidence, so that what is usual decides: the reader's language, English, and the encodings of
Windows before older ones.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.documents.plausibility import CHINESE, JAPANESE, KOREAN, TRADITIONAL, Features, beyond_ascii, cost, features

_SAMPLE_BYTES = 4096
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.001  # of the bytes
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# Seven-bit encodings switch their character set with these sequences.
_ESCAPES = (
    (re.compile(rb"\x1b\$[@B]"), "iso2022_jp_ext", "ISO-2022-JP"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr", "ISO-2022-KR"),
)
_WESTERN = "en de fr es it pt nl sv da nb fi is ca"
_CENTRAL = "pl cs sk hu ro hr sl de"
_CYRILLIC = "ru uk bg sr be"
_ALL = f"{_WESTERN} pl cs sk hu ro hr sl tr lt lv et {_CYRILLIC} el he ar fa th vi zh-CN zh-TW ja ko"

# Python's name, the name that people know, its languages, and what its rareness costs in nats.
_CANDIDATES = (
    ("cp1252", "Windows-1252", _WESTERN, 0.0),
    ("cp1250", "Windows-1250", _CENTRAL, 1.5),
    ("cp1251", "Windows-1251", _CYRILLIC, 1.0),
    ("cp1253", "Windows-1253", "el", 2.0),
    ("cp1254", "Windows-1254", "tr", 1.5),
    ("cp1255", "Windows-1255", "he", 2.0),
    ("cp1256", "Windows-1256", "ar fa", 1.5),
    ("cp1257", "Windows-1257", "lt lv et", 2.5),
    ("cp1258", "Windows-1258", "vi", 2.5),
    ("cp874", "Windows-874", "th", 2.0),
    ("gb18030", "GB18030", CHINESE, 1.0),
    ("cp950", "Big5", TRADITIONAL, 1.5),
    ("cp932", "Shift-JIS", JAPANESE, 1.0),
    ("euc_jp", "EUC-JP", JAPANESE, 1.5),
    ("cp949", "EUC-KR", KOREAN, 1.5),
    ("iso8859_2", "ISO-8859-2", _CENTRAL, 2.5),
    ("koi8_r", "KOI8-R", "ru bg", 2.0),
    ("koi8_u", "KOI8-U", "uk", 2.0),
    ("iso8859_5", "ISO-8859-5", _CYRILLIC, 3.0),
    ("iso8859_6", "ISO-8859-6", "ar", 3.0),
    ("iso8859_7", "ISO-8859-7", "el", 3.0),
    ("iso8859_8", "ISO-8859-8", "he", 3.0),
    ("iso8859_15", "ISO-8859-15", "fr de es it pt nl fi et", 2.5),
    ("cp850", "DOS-850", _WESTERN, 5.0),
    ("cp852", "DOS-852", _CENTRAL, 5.0),
    ("cp866", "DOS-866", "ru uk be", 4.0),
    ("cp855", "DOS-855", "ru bg sr", 5.0),
    ("mac_roman", "Mac Roman", _WESTERN, 5.0),
    ("mac_cyrillic", "Mac Cyrillic", "ru uk bg", 5.0),
    ("johab", "Johab", KOREAN, 6.0),
)
_OTHER_LANGUAGE = 3.0  # nats
_ENGLISH = 1.0
_BAD_BYTE_OF_UTF_8 = 12.0
_WIDE_RARENESS = 5.0
_MAX_BAD_SHARE = 0.01
_MAX_LETTER_COST = 10.0


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a text.

    Args:
        codec: Python's name of it.
        label: The name that people know.
        assumed: Whether it was concluded from the text; else the file says it, or it can be no other.
    """

    codec: str
    label: str
    assumed: bool = False


def detect(content: bytes, language: str = "en") -> Encoding:
    """Return the encoding of a text.

    Args:
        content: The bytes of the text.
        language: The language of the person whose text it is.
    """
    for mark, codec, label in _MARKS:
        if content.startswith(mark):
            return Encoding(codec, label)
    for escape, codec, label in _ESCAPES:
        if escape.search(content) and content.isascii():
            return Encoding(codec, label)
    if len(_CONTROLS.findall(content)) <= _MAX_CONTROL_SHARE * len(content):
        try:
            content.decode("utf-8")
            return Encoding("utf-8", "UTF-8")
        except UnicodeDecodeError:
            pass
    return min(_ranked(content, language), key=lambda each: each[0])[1]


def _ranked(content: bytes, language: str) -> Iterator[tuple[float, Encoding]]:
    """Yield the cost of each candidate."""
    sample = _sample(content)
    whole = len(sample) < _SAMPLE_BYTES
    yield _damaged_utf_8(_decoded(sample, "utf-8", whole=whole), language), Encoding("utf-8", "UTF-8", assumed=True)
    for codec, label, languages, rareness in _CANDIDATES:
        found = features(_decoded(sample, codec, whole=whole))
        yield rareness + _least(found, languages, language), Encoding(codec, label, assumed=True)
    for codec in _WIDE:
        text = _decoded(content[:_SAMPLE_BYTES], codec, whole=len(content) <= _SAMPLE_BYTES)
        bad = text.count("\ufffd")
        if bad <= _MAX_BAD_SHARE * len(text):
            found = features(text)
            price = _least(found, _ALL, language)
            if price <= _MAX_LETTER_COST * (beyond_ascii(found) + 1):  # other files have zeros as well
                yield _WIDE_RARENESS + price, Encoding(codec, codec[:6].upper(), assumed=True)


def _least(found: Features, languages: str, preferred: str) -> float:
    return min(cost(found, each) + _prior(each, preferred) for each in languages.split())


def _prior(language: str, preferred: str) -> float:
    if language == preferred or language == preferred.partition("-")[0]:
        return 0.0
    return _ENGLISH if language == "en" else _OTHER_LANGUAGE


def _sample(content: bytes) -> bytes:
    """Return the lines that have more than ASCII, up to a limit."""
    lines, length = [], 0
    for line in re.findall(rb"[^\n]*[\x80-\xff\x00-\x08\x0e-\x1a\x1c-\x1f][^\n]*\n?", content):
        lines.append(line)
        length += len(line)
        if length > _SAMPLE_BYTES:
            break
    return b"".join(lines)[:_SAMPLE_BYTES]


def _decoded(sample: bytes, codec: str, *, whole: bool) -> str:
    return codecs.getincrementaldecoder(codec)("replace").decode(sample, whole)


def _damaged_utf_8(text: str, language: str) -> float:
    bad = text.count("\ufffd")
    if bad and text.replace("\ufffd", "").isascii():
        bad += 1  # nothing speaks for it
    return _BAD_BYTE_OF_UTF_8 * bad + _least(features(text.replace("\ufffd", " ")), _ALL, language)
