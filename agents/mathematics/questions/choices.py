"""Splits a question that offers its answers, such as “(a) 6 (b) 7”, into what it asks and the choices."""

import re

_LETTERS = "abcdefgh"
_CHOICE = re.compile(r"(?:^|(?<=[\s,;?:.]))(?:\(([A-Ha-h])\)|([A-Ha-h])\)|([A-H])\.)\s+")
_WHICH = re.compile(
    r"^(?:which|what)(?: one)?(?: of (?:these|the following|them))?(?: numbers?| values?)? is (?P<kind>.+?)[?:.\s]*$",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"(?:(?:an? )?(?:prime|composite|even|odd)(?: number)?|divisible by \d+|an? (?:multiple|factor|divisor) of \d+)",
    re.IGNORECASE,
)


def split_choices(question: str) -> tuple[str, dict[str, str]] | None:
    """Return what a question asks, and its choices by their letters; None where it offers none in order."""
    found = list(_CHOICE.finditer(question))
    letters = [(match[1] or match[2] or match[3]).lower() for match in found]
    if len(found) < 2 or letters != list(_LETTERS[: len(letters)]):
        return None
    ends = [match.start() for match in found[1:]] + [len(question)]
    texts = [question[match.end() : end].strip(" \t\n,;") for match, end in zip(found, ends, strict=True)]
    texts[-1] = texts[-1].rstrip("?. ")
    asked = question[: found[0].start()].strip()
    if not asked or not all(texts):
        return None
    return asked, dict(zip(letters, texts, strict=True))


def question_about(asked: str, choice: str) -> str | None:
    """Return the question whether a choice is of the kind that is looked for; None where no kind is."""
    which = _WHICH.match(asked)
    if which is None or not _KINDS.fullmatch(which["kind"]):
        return None
    return f"Is {choice} {which['kind']}?"
