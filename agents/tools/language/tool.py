"""The tools of the language specialist: verb tables, base forms, numbers in words, pinyin and kana, identification."""

from typing import Literal

from strands import tool

from agents.language_names import language_code
from agents.tools.base import Tool, ToolDisplay, text_tool
from agents.user_messages import ToolError
from agents.workers.pool import WorkerPool

MAX_TEXT_CHARACTERS = 2_000
_SECONDS = 20.0  # the first question about a language reads its word list
_NOT_CONFIRMED = "Not confirmed: no second source has it."

linguist = WorkerPool("agents.tools.language.worker", 1, seconds=_SECONDS)


@tool
@text_tool
async def conjugate(verb: str, language: str, tense: str = "") -> str:
    """Conjugate a verb of Dutch, English, French, German, Italian, Portuguese or Spanish.

    What no second source confirms is named, and what sources contradict is left out.

    Args:
        verb: The base form (infinitive), such as hablar.
        language: The language of the verb, such as Spanish or es; empty if the learner does not name it.
        tense: A tense, mood or participle, such as present, preterite, past participle, Konjunktiv II, passé composé;
            empty for the usual tenses.
    """
    return await _ask("conjugate", verb, language, tense)


@tool
@text_tool
async def number_in_words(number: str, language: str, form: Literal["cardinal", "ordinal", "year"] = "cardinal") -> str:
    """Write a number in words, or read one: Chinese, English, French, German, Italian, Japanese, Portuguese, Spanish.

    Args:
        number: Digits, such as 47, -3 or 2.5; or the words of a whole number, to get its digits.
        language: The language of the words, such as French or fr.
        form: cardinal (forty-seven), ordinal (forty-seventh) or year (nineteen eighty-four).
    """
    return await _ask("number", number, language, form)


@tool
@text_tool
async def transliterate(text: str, to: Literal["pinyin", "romaji", "hiragana", "katakana"]) -> str:
    """Write Chinese in pinyin with tone marks, kana in Roman letters, or Roman letters in kana.

    Characters whose reading the meaning decides are named as not sure. Japanese kanji have no reading here.

    Args:
        text: The Chinese text, the kana, or Japanese in Roman letters.
        to: What to write it in.
    """
    return await _ask("transliterate", text, "", to)


@tool
@text_tool
async def identify_language(text: str) -> str:
    """Tell which language a text is in; "not sure" where it is short or two ways of telling disagree.

    Args:
        text: The text, exactly as it was written.
    """
    return await _ask("identify", text, "", "")


@tool
@text_tool
async def base_form(word: str, language: str) -> str:
    """Find the base form (lemma) of a word of Dutch, English, French, German, Italian, Portuguese or Spanish.

    Args:
        word: One word, such as went or fui.
        language: The language of the word, such as English or en.
    """
    return await _ask("base", word, language, "")


async def _ask(operation: str, text: str, language: str, option: str) -> str:
    if len(text) > MAX_TEXT_CHARACTERS:
        raise ToolError(f"The text has {len(text):,} characters; at most {MAX_TEXT_CHARACTERS:,} can be worked with.")
    if not text.strip():
        raise ToolError("There is nothing to work with; give a word, a number or a text.")
    open_ended = operation in ("transliterate", "identify") or (operation == "conjugate" and not language.strip())
    code = "" if open_ended else language_code(language)
    if code is None:
        raise ToolError("This language is not known here; name it in English, such as Spanish.")
    request = {"operation": operation, "text": text, "language": code, "option": option[:60]}
    answer = await linguist.ask(request)
    confirmed = f"Checked: {answer['checked']}." if answer["checked"] else _NOT_CONFIRMED
    return f"{answer['text']}\n\n{confirmed}"


CONJUGATE = Tool(conjugate, ToolDisplay("Verb table", "table-2"))
NUMBER_IN_WORDS = Tool(number_in_words, ToolDisplay("Number in words", "hash"))
TRANSLITERATE = Tool(transliterate, ToolDisplay("Pinyin and kana", "languages"))
IDENTIFY_LANGUAGE = Tool(identify_language, ToolDisplay("Language of a text", "search"))
BASE_FORM = Tool(base_form, ToolDisplay("Base form", "book-open"))
LANGUAGE_TOOLS = (CONJUGATE, NUMBER_IN_WORDS, TRANSLITERATE, IDENTIFY_LANGUAGE, BASE_FORM)
