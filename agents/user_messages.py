"""Texts that the program itself writes for people, in English, and the errors that carry them.

It imports nothing heavy, because worker processes import it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

_PART = re.compile(r"part\d+")


class UserFacingError(Exception):
    """A failure whose sentence is written for the person.

    Args:
        template: What happened and what to do, with `{name}` for each value; it is also the key of its translations.
        code: The code under which the log has it.
        values: The values of the template.
    """

    def __init__(self, template: str, code: str = "", **values: str | int) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.code = code
        self.values = values


class ToolError(Exception):
    """A tool or the memory refuses a request.

    Args:
        sentence: What to change, fit for a person; a `TranslatableText` where a person reads it in their language.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TranslatableText(str):
    """A text in English, for models and logs, that can be translated for the person who reads it.

    Args:
        template: The English text, with `{name}` for each value; it is also the key of its translations.
        values: The values; a `TranslatableText` among them is translated too, any other stays as it is.
    """

    template: str
    values: Mapping[str, str | int]

    def __new__(cls, template: str, **values: str | int) -> "TranslatableText":
        """Fill in the values."""
        text = super().__new__(cls, template.format(**values))
        text.template, text.values = template, values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int]]:
        """Return the arguments with which it is copied."""
        return (self.template,), dict(self.values)


def joined(separator: str, parts: Sequence[str]) -> str:
    """Join texts; the result is a `TranslatableText` if one of them is."""
    if len(parts) == 1:
        return parts[0]
    if not any(isinstance(part, TranslatableText) for part in parts):
        return separator.join(parts)
    named = {f"part{number}": part for number, part in enumerate(parts)}
    return TranslatableText(separator.join(f"{{{name}}}" for name in named), **named)


def parts_of(text: str) -> Iterator[str]:
    """Yield the texts that `joined` has joined, and the separators between them."""
    if not isinstance(text, TranslatableText) or not (text.values and all(map(_PART.fullmatch, text.values))):
        yield text
        return
    for at, piece in enumerate(re.split(r"\{(part\d+)\}", text.template)):
        if at % 2:
            part = text.values[piece]
            yield from parts_of(part if isinstance(part, str) else str(part))
        elif piece:
            yield piece
