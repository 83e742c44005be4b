"""Texts in the encodings of many countries, which nothing but their content tells apart."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from agents.documents.encodings import detect

# Short texts, each with the language of the person whose file it is.
SHORT = [
    (
        "cp1252",
        "en",
        "Müller|20°C|naam;prijs\nZoë;5\n|Größe|café|naïve|señor|5 € each|“quoted”|it’s|Straße|Ångström|Øre",
    ),
    ("cp1252", "en", "façade|l’été|São Paulo|Zürich|Übung 3|½ cup|x² + y²|25 °C – 30 °C|Käse;3,50\n|résumé|jalapeño"),
    ("cp1252", "zh-CN", "Müller|20°C|naam;prijs\nZoë;5\n|Größe|café|señor|it’s|Zürich"),
    ("cp932", "en", "日本|こんにちは|テスト|東京都|数学|ありがとう"),
    ("euc_jp", "en", "日本語|こんにちは"),
    ("koi8_r", "en", "Привет|Москва|да|Иван|урок"),
    ("cp1251", "en", "Привет|да|Иван|Урок 5"),
    ("gb18030", "en", "你好|数学|中文|你好世界"),
    ("cp950", "en", "你好|數學|我們的學校"),
    ("cp949", "en", "안녕|수학|한국어"),
    ("cp1253", "en", "Καλημέρα|Ελλάδα"),
    ("cp1255", "en", "שלום"),
    ("cp1254", "tr", "İstanbul|şeker|ağaç"),
    ("cp1250", "en", "žluťoučký|Łódź|őszi"),
    ("cp874", "en", "สวัสดี"),
    ("utf-16-le", "en", "hello|Müller|x = 5\n|Привет"),
    ("utf-16-be", "en", "hello|Grüße"),
    ("utf-32-le", "en", "hello"),
]


@pytest.mark.parametrize(("codec", "language", "texts"), SHORT)
def test_short_texts_are_read(codec: str, language: str, texts: str) -> None:
    written = texts.split("|")
    assert [_read(text.encode(codec), language) for text in written] == written


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("Zoë Müller aß Käse in Köln".encode().replace("Kö".encode(), b"K\xf6"), "Zoë Müller aß Käse in K\ufffdln"),
        ("größer".encode() + b"\xff", "größer\ufffd"),
        ("数学很好".encode()[:-1], "数学很\ufffd"),
    ],
)
def test_utf_8_with_one_bad_byte_keeps_the_rest(damaged: bytes, text: str) -> None:
    assert _read(damaged) == text


def test_encoding_is_assumed_unless_the_file_states_it() -> None:
    stated = [
        "naïve".encode(),
        b"plain",
        "naïve".encode("utf-8-sig"),
        "naïve".encode("utf-16"),
        "naïve".encode("utf-32"),
    ]
    assert [detect(content).assumed for content in stated] == [False] * 5
    guessed = detect("naïve".encode("cp1252"))
    assert (guessed.label, guessed.assumed) == ("Windows-1252", True)


# Sentences that other people wrote: the translations of Chainlit's page. How many of them are read right, with no
# knowledge of the language, of all that have a letter beyond ASCII; the counts may rise and not fall.
SENTENCES = {
    ("de-DE", "cp1252"): (29, 29),
    ("fr-FR", "cp1252"): (40, 40),
    ("es", "cp1252"): (40, 40),
    ("da-DK", "cp1252"): (40, 40),
    ("el-GR", "cp1253"): (40, 40),
    ("he-IL", "cp1255"): (38, 40),
    ("ja", "cp932"): (40, 40),
    ("ja", "euc_jp"): (40, 40),
    ("ko", "cp949"): (38, 40),
    ("zh-CN", "gb18030"): (37, 40),
    ("zh-TW", "cp950"): (37, 40),
    ("ja", "utf-16-le"): (25, 40),
    ("el-GR", "utf-16-be"): (40, 40),
}


@pytest.mark.parametrize(("language", "codec"), SENTENCES)
def test_sentences_are_read(language: str, codec: str) -> None:
    written = _sentences(language, codec)
    right = sum(_read(sentence.encode(codec)) == sentence for sentence in written)
    assert (right, len(written)) >= SENTENCES[language, codec], (right, len(written))


def _read(content: bytes, language: str = "en") -> str:
    return content.decode(detect(content, language).codec, "replace")


@cache
def _sentences(language: str, codec: str) -> list[str]:
    spec = find_spec("chainlit")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).parent / "translations" / f"{language}.json"
    found = []
    left = [json.loads(file.read_text("utf-8"))]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += each.values()
        elif isinstance(each, str) and not each.isascii() and each.encode(codec, "replace").decode(codec) == each:
            found.append(each)
    return sorted(found)[:40]
