"""The sentences of each language: its script, its punctuation, and nothing left in English."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.chainlit_adapter.bootstrap import translation
from chat.i18n.language import CATALOGUES, ENGLISH, LANGUAGES
from tests.chat.i18n.test_language import HIDDEN, SHIPPED, catalogue, leaves

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
LATIN = ["de", "es", "fr", "it", "pt"]
LOGIN = Path(__file__).parents[3] / "infra" / "local" / "hosted_login" / "languages"
SCRIPTS = {
    "ar": r"[\u0620-\u064a]",
    "hi": r"[\u0904-\u0939]",
    "ja": r"[\u3041-\u30fa\u4e00-\u9fff]",
    "ko": r"[\uac00-\ud7a3]",
    "zh-CN": r"[\u4e00-\u9fff]",
    "zh-TW": r"[\u4e00-\u9fff]",
}
# Words of English that are no words of another language here.
ENGLISH_WORDS = r"(?i)\b(?:the|of|and|you|your|this|that|with|please|cannot|which|there|again|sign|write|choose)\b"
# Names and abbreviations, which stay as they are in every script.
NAMES = {
    *(
        "API",
        "IBAN",
        "Anki",
        "ARN",
        "AWS",
        "UTC",
        "Assistant",
        "Bedrock",
        "CSV",
        "ID",
        "JPEG",
        "JSON",
        "MB",
        "Markdown",
        "Ollama",
        "OpenAI",
    ),
    *("PDF", "PNG", "Python", "S", "SageMaker", "Teacher", "ZIP", "id", "s", "token", "us"),
    *("Buzz", "Fizz", "FizzBuzz", "a", "cm", "e", "f", "h", "i", "if", "k", "km", "n", "o", "practise", "u", "x", "y"),
    *("ChatGPT", "Claude", "LM", "Studio", "UTF", "com", "cpp", "hablar", "llama", "ollama", "vLLM"),
}
EXAMPLE = "Conjugate hablar in the present"  # a question that the small model understands, in English
# Sentences that are the same in some language.
SAME = {
    *("Account", "April", "August", "Auto", "Conversation", "Conversations", "File", "General", "Name", "Note"),
    *("November", "Page {page}", "Password", "Person", "Python", "Region", "September", "Status", "Total"),
    *("conversations", "messages"),
    *("- “{fact}” ({place})", "{day} {month} {year}", "{milliseconds} ms", "{name}, page {page}", "{seconds} s"),
}
# Standards that hold the characters of one language and lack those that others write instead.
CODECS = {"ja": "shift_jis", "ko": "euc_kr", "zh-CN": "gb2312", "zh-TW": "big5"}
COMMON_IN_BIG5 = (
    0xC6  # the last lead byte of its common characters; the rare ones include some that China simplified to
)
# What the mainland calls things that have another name in Taiwan.
MAINLAND_WORDS = (
    r"文件|服務器|默認|登錄|信息|軟件|網絡|數據|保存|鏈接|用戶|賬|程序|代碼|搜索|界面|質量|打印|屏幕|視頻|菜單|刷新|"
    r"設置|創建|您"
)
# What is no punctuation of the language, or stands at a wrong place.
PUNCTUATION = {
    "ar": r"[,;?]|[\u0660-\u0669]",
    "fr": r"(?<![\s\u202f])[?!;](?!/)|[ \u00a0][?!;:»]|«[^\u202f]|(?<=\w):\s|'|[a-zà-ÿ]\"",
    "hi": r"[\u0904-\u0939]\.(?!\w)",
    "it": r"'| [?!;:]",
    "ja": r"[ぁ-ん一-龯] ?[,.;:?!]|[ぁ-ん一-龯] (?=[ぁ-ん一-龯])",
    "ko": r"[、。\uff0c\uff1a\uff1f]|'",
    "pt": r"'| [?!;:]",
    "zh-CN": r"[一-龯] ?[,;:?!]|[一-龯]\.(?!\w)",
    "zh-TW": r"[一-龯] ?[,;:?!]|[一-龯]\.(?!\w)|[“”]",
}


def ours(language: str) -> Iterator[tuple[str, str]]:
    """Yield what is written here in a language, each with its English if that is known."""
    for english, translated in catalogue(language).items():
        yield from ((english, form) for form in (translated.values() if isinstance(translated, dict) else [translated]))
    yield from json.loads((LOGIN / f"{language}.json").read_text("utf-8")).items()
    changed = json.loads((CATALOGUES / "chainlit" / f"{language}.json").read_text("utf-8"))
    yield from (("", text) for text in leaves(changed).values() if text)
    yield "", (CATALOGUES / "chainlit" / f"{language}.md").read_text("utf-8")


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Yield what the page and the login show in a language, with what is Chainlit's own."""
    yield from ours(language)
    shown, english = (leaves(translation(SHIPPED, each)) for each in (language, ENGLISH))
    yield from ((english[where], text) for where, text in shown.items() if text and not where.startswith(HIDDEN))


def words(text: str) -> str:
    """Return a text with a digit for what no language changes: code, values, addresses, names of parameters."""
    return re.sub(r"`[^`]+`|\{\w+\}|https://\S+|\b\w+_\w+\b|sagemaker:\w+|[a-z]+\.…", "0", text)


def test_every_language_is_looked_at() -> None:
    assert {*LATIN, *SCRIPTS} == set(OTHERS)


@pytest.mark.parametrize("language", LATIN)
def test_no_word_is_english(language: str) -> None:
    assert [
        text
        for _, text in texts(language)
        if re.search(ENGLISH_WORDS, text.replace("Teacher’s Assistant", "").replace(EXAMPLE, ""))
    ] == []


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_sentence_is_in_the_script_of_its_language(language: str) -> None:
    for english, text in texts(language):
        assert (
            set(re.findall(r"[A-Za-z]+", words(text).replace("Teacher’s", "Teacher").replace(EXAMPLE, ""))) <= NAMES
        ), text
        assert re.search(SCRIPTS[language], text) or set(re.findall("[A-Za-z]+", words(english))) <= NAMES, text


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_ends_as_its_sentence(language: str) -> None:
    ends = {".": ".。।", ":": ":\uff1a", "…": "…", "?": "?\uff1f؟"}
    translations = catalogue(language) | json.loads((LOGIN / f"{language}.json").read_text("utf-8"))
    for english, text in translations.items():
        if english[-1] in ends:
            for form in text.values() if isinstance(text, dict) else [text]:
                assert form[-1] in ends[english[-1]], form


@pytest.mark.parametrize("language", CODECS)
def test_every_character_belongs_to_the_language(language: str) -> None:
    characters = {character for _, text in texts(language) for character in text if "\u4e00" <= character <= "\u9fff"}
    encoded = {character: character.encode(CODECS[language], "ignore") for character in sorted(characters)}
    last = COMMON_IN_BIG5 if language == "zh-TW" else 0xFF
    assert [character for character, code in encoded.items() if not code or code[0] > last] == []


def test_things_have_the_names_of_taiwan() -> None:
    assert [text for _, text in texts("zh-TW") if re.search(MAINLAND_WORDS, text)] == []


@pytest.mark.parametrize("language", PUNCTUATION)
def test_punctuation_is_that_of_the_language(language: str) -> None:
    assert [text for _, text in ours(language) if re.search(PUNCTUATION[language], words(text))] == []
