"""What was written for the learner, in English; light, for the worker processes raise it too."""

from collections.abc import Mapping, Sequence


class UserFacingError(Exception):
    """A failure whose sentence may be shown as it is.

    Args:
        template: What happened and what to do, with `{name}` for each value; it is also the key of its translations.
        code: What the log calls it.
        values: What is put into it.
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
    """Words of ours: English for a model and the log, and a translation for whoever reads them.

    Args:
        template: The English words, with `{name}` for each value; they are also the key of their translations.
        values: What is put into them: a phrase is translated by itself, every other value stays as it is.
    """

    template: str
    values: Mapping[str, str | int]

    def __new__(cls, template: str, **values: str | int) -> "TranslatableText":
        """Put the values in."""
        phrase = super().__new__(cls, template.format(**values))
        phrase.template, phrase.values = template, values
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int]]:
        """How it is copied."""
        return (self.template,), dict(self.values)


def joined(separator: str, parts: Sequence[str]) -> str:
    """Put texts together so that the phrases among them stay phrases."""
    if len(parts) == 1:
        return parts[0]
    if not any(isinstance(part, TranslatableText) for part in parts):
        return separator.join(parts)
    named = {f"part{number}": part for number, part in enumerate(parts)}
    return TranslatableText(separator.join(f"{{{name}}}" for name in named), **named)
