"""The worker process that looks up verbs, words, numbers, characters and languages."""

from agents.tools.language.base_forms import base_form
from agents.tools.language.conjugation import conjugate
from agents.tools.language.identification import identify
from agents.tools.language.kana import to_kana, to_romaji
from agents.tools.language.number_words import number_in_words
from agents.tools.language.pinyin import to_pinyin
from agents.user_messages import ToolError
from agents.workers.process import Handle, serve

_MAX_TRANSLITERATED_CHARACTERS = 300


def load() -> Handle:
    """Import the libraries here, so that Python stores what it compiles of them; their data is read when it is used."""
    import fasttext  # noqa: F401
    import num2words  # noqa: F401
    import pypinyin  # noqa: F401

    def handle(request: dict[str, str]) -> dict[str, str]:
        text, checked = _answer(request["operation"], request["text"], request["language"], request["option"])
        return {"text": text, "checked": checked}

    return handle


def _answer(operation: str, text: str, language: str, option: str) -> tuple[str, str]:
    match operation:
        case "conjugate":
            return conjugate(text, language, option)
        case "number":
            return number_in_words(text, language, option)
        case "base":
            return base_form(text, language)
        case "identify":
            return identify(text)
        case _:
            return _transliterate(text, option)


def _transliterate(text: str, to: str) -> tuple[str, str]:
    if len(text) > _MAX_TRANSLITERATED_CHARACTERS:
        raise ToolError(f"At most {_MAX_TRANSLITERATED_CHARACTERS} characters can be transliterated at once.")
    match to:
        case "pinyin":
            return to_pinyin(text)
        case "romaji":
            written, checked = to_romaji(text)
            return f"**{written}**\n\nLetter by letter; the particles は, へ and を are said wa, e and o.", checked
        case _:
            written, checked = to_kana(text, katakana=to == "katakana")
            return f"**{written}**", checked


if __name__ == "__main__":
    serve(load)
