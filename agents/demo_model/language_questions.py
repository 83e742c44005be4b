"""Reads questions about verbs, numbers in words, scripts and the language of a text: every word of them, or none."""

import re

from agents.demo_model.language_forms import ASK, FORMS, patterns
from agents.language_names import mask_names, plain, starting_code

MAX_CHARACTERS = 600

ToolInput = tuple[str, dict[str, object]]
"""The name of a tool, and its input."""

_TO = {
    "roman letters": "romaji", "letras latinas": "romaji", "lateinischen buchstaben": "romaji", "罗马字": "romaji",
    "罗马音": "romaji", "romaji": "romaji", "hiragana": "hiragana", "katakana": "katakana",
}  # fmt: skip


TOOLS = tuple(FORMS)
"""The tools whose questions are read here."""


def read_language_question(question: str) -> ToolInput | None:
    """Return the tool that a question about a language needs, and its input; None if a word of it is not understood."""
    if len(question) > MAX_CHARACTERS:
        return None
    asked = _trimmed(question)
    folded = mask_names(_folded(asked))
    for name, of_tool in patterns().items():
        for pattern in of_tool:
            if (match := pattern.fullmatch(folded)) and (tool_input := _input(name, match, asked)):
                return name, tool_input
    return None


def _trimmed(question: str) -> str:
    asked = re.sub(r"\s+", " ", question).strip().lstrip("¿¡").rstrip(" ?.!\uff1f。\uff01")
    return re.sub(rf"^{ASK}", "", asked, flags=re.IGNORECASE)


def _folded(text: str) -> str:
    """Return a text in lower case and without accents, of the same length, so that places in it stay."""
    return "".join(folded if len(folded := plain(sign)) == 1 else sign for sign in text)


def _input(name: str, match: re.Match[str], asked: str) -> dict[str, object] | None:
    """Return the input of a tool from the places that a pattern found; None if a text is missing."""
    groups = match.groupdict()

    def written(*keys: str) -> str:
        return next((asked[slice(*match.span(key))].strip() for key in keys if groups.get(key)), "")

    language = starting_code(written("language", "language2", "language3"))
    text = written("text1", "text0")
    match name:
        case "conjugate":
            verb, tense = written("word1", "word0"), written("tense")
            vague = set(plain(tense).split()) <= _VAGUE and not (language or groups.get("word1"))
            if not verb or (tense and vague and not _CONJUGATE.search(match.string)):
                return None  # “the future of transport”
            return {"verb": verb, "language": language, "tense": tense}
        case "base_form":
            asked_in = next((code for sign, code in _ASKED_IN if re.match(sign, match.string)), "en")
            return {"word": written("word1", "word0"), "language": language or asked_in}
        case "number_in_words":
            spelled = next((code for key, code in _SPELLED.items() if groups.get(key)), "")
            form = "year" if groups.get("year") else "ordinal" if groups.get("ordinal") else "cardinal"
            number = written("number").rstrip(".,") or text
            return {"number": number, "language": language or spelled, "form": form}
        case "transliterate":
            return {"text": text, "to": _target(text, groups.get("to") or "")} if text else None
        case _:
            return {"text": text} if text else None


_VAGUE = frozenset(["present", "past", "future", "perfect", "form", "forms", "command", "conditional", "simple"])
_CONJUGATE = re.compile("conjuga|konjug|变")
_ASKED_IN = (("was|wie", "de"), ("cual|el |la ", "es"))
_SPELLED = {"english": "en", "spanish": "es", "german": "de"}


def _target(text: str, named: str) -> str:
    """Return what a text is written in; without a name, kana in Roman letters and anything else in pinyin."""
    return _TO.get(named) or ("romaji" if re.search("[ぁ-ヺ]", text) else "pinyin")
