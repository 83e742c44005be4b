"""The fixed replies that the embedded model gives instead of inventing an answer."""

import re

from agents.user_messages import TranslatableText

CAUTION = "I am a small demonstration model, so check this:"
NO_CODE = TranslatableText(
    "I am a small demonstration model and could not write this program; choose a larger model in the list of "
    "models, if there is one, or give me Python code to run."
)
NO_TRANSLATION = TranslatableText(
    "Translation needs a larger model than this small demonstration model, and so do most questions about "
    "other languages; choose one in the list of models, if there is one. Without one, ask for a verb table, a "
    "number in words, pinyin, or the language of a text, such as “Conjugate hablar in the present”."
)
NO_TEXT = TranslatableText(
    "Give me the text itself, after a colon or in quotation marks, and I check its grammar and spelling."
)
LANGUAGES = "teacher of languages"
PROGRAMMER = "teacher of computer science"

_GREETINGS = {
    "spanish": "Hola, ¿cómo estás?",
    "french": "Bonjour, comment allez-vous ?",
    "german": "Hallo, wie geht es dir?",
    "italian": "Ciao, come stai?",
    "portuguese": "Olá, como vai você?",
}
_TRANSLATION = re.compile(
    r"\btranslat\w*|\bhow (?:do|would|can) (?:you|i|we) say\b|\bwhat does\b.+\bmean in\b|\bsay\b.+\bin [A-Z][a-z]+\b|"
    r"\bput\b.+\binto [A-Z][a-z]+\b",
    re.IGNORECASE | re.DOTALL,
)
_GREETING = re.compile(r"hello,? how are you", re.IGNORECASE)
_PREVIOUS = re.compile(
    r"\b(?:what (?:was|did)|repeat|remind me)\b.*\b(?:previous|last|earlier|first|just)\b.*\b(?:question|ask(?:ed)?)\b|"
    r"\bwhat did i (?:just )?ask\b|\bwhat (?:did )?i (?:just )?(?:say|said|asked)(?: before| earlier| just now)?\W*$",
    re.IGNORECASE,
)
_MAX_REMARK_CHARACTERS = 200


def repeat_question(question: str, earlier: list[str]) -> str:
    """Return the learner's own earlier question, word for word, if the question asks for it; else empty."""
    if len(question) > _MAX_REMARK_CHARACTERS or not _PREVIOUS.search(question):
        return ""
    if not earlier:
        return "This is the first question of our conversation."
    if re.search(r"\bfirst\b", question, re.IGNORECASE):
        return f"Your first question was: “{earlier[0]}”"
    return f"Your previous question was: “{earlier[-1]}”"


def refuse_translation(question: str, prompt: str) -> str:
    """Return a refusal to translate, as the model would invent the translation; empty for any other question.

    Args:
        question: The question.
        prompt: The system prompt; that of the teacher of languages demands translations.
    """
    if LANGUAGES in prompt or _TRANSLATION.search(question):
        for language, greeting in _GREETINGS.items():
            if _GREETING.search(question) and re.search(rf"\b{language}\b", question, re.IGNORECASE):
                return f"{greeting}\n\nThis greeting I know by heart; any other translation needs a larger model."
        return NO_TRANSLATION
    return ""
