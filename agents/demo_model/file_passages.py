"""What the embedded model answers about attached files: their passages, word for word."""

from collections.abc import Sequence

from agents.documents.attachments import EARLIER, UNASKED, ReadFile
from agents.documents.bm25 import tokens
from agents.documents.markdown import escape_markdown
from agents.lazy_pattern import LazyPattern
from agents.user_messages import TranslatableText, joined

SAYS = TranslatableText("This is what your file says:")
_MAX_EXCERPT_CHARACTERS = 300
_MAX_EXCERPTS = 3
_MAX_PASSAGES = 3
_MIN_SHARE = 1 / 3  # of the words of a question that a passage has
_WHOLE = LazyPattern(
    r"\b(?:summar\w+|overview|outline|gist|main (?:points?|ideas?)|"
    r"(?:this|my|the|attached)(?: attached)? (?:file|document|pdf|text)(?: about)?\W*$|"
    r"zusammenfass\w*|fass\w* .*zusammen|worum geht|resum\w+|résum\w+|riassum\w+)|总结|概括|摘要|總結|要約|まとめ|요약"
)


def show_passages(question: str, files: Sequence[ReadFile], best: Sequence[int]) -> str:
    """Return the passages that answer a question, or that there are none; empty without files.

    Args:
        question: The question.
        files: The files.
        best: The numbers of the passages that fit the question, the best first.
    """
    if not files:
        return ""
    meant, about = _meant(question, files)
    passages = {number: text for file in meant for number, _, text in file.passages if number}
    asked = set(tokens(about))
    fitting = [
        passages[number]
        for number in [number for number in best if number in passages][:_MAX_PASSAGES]
        if len(asked & set(tokens(passages[number]))) >= _MIN_SHARE * len(asked)
    ]
    if fitting and not _WHOLE.search(question):
        return joined("\n\n", [SAYS, *(f"> {escape_markdown(' '.join(text.split()))}" for text in fitting)])
    if question.strip() == UNASKED or _WHOLE.search(question) or not asked or not passages:
        return show_beginnings(meant)
    names = ", ".join(escape_markdown(name) for name in dict.fromkeys(_name(file) for file in meant))
    return TranslatableText(
        "I found nothing about that in {names}. Ask with words that stand there, or choose a larger model in the list "
        "of models, if there is one.",
        names=names,
    )


def _meant(question: str, files: Sequence[ReadFile]) -> tuple[Sequence[ReadFile], str]:
    """Return the files that a question names, all if it names none, and the question without their names."""
    about = question.casefold()
    named = [file for file in files if (name := _name(file).casefold()) and name in about]
    for file in named:
        about = about.replace(_name(file).casefold(), " ")
    return named or files, about


def _name(file: ReadFile) -> str:
    return file.title.removesuffix(EARLIER)


def show_beginnings(files: Sequence[ReadFile]) -> str:
    """Return how files begin, as the model cannot read a whole file."""
    parts: list[str] = [
        TranslatableText(
            "I am a small demonstration model and cannot read a whole file; choose a larger model in the list of "
            "models, if there is one."
        )
    ]
    own = [file for file in files if not file.title.endswith(EARLIER)] or files
    for file in own[:_MAX_EXCERPTS]:
        cut = " …" if len(file.text) > _MAX_EXCERPT_CHARACTERS else ""
        beginning = file.text[:_MAX_EXCERPT_CHARACTERS].strip().replace("```", "~~~") + cut
        parts.append(TranslatableText("**{name}** begins:", name=_name(file)))
        parts.append(f"```text\n{beginning}\n```")
    return joined("\n\n", parts)
