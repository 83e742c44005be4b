"""A failure that was written for the learner; light, for the worker processes raise it too."""


class LearnerError(Exception):
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


class Phrase(str):
    """A part of a sentence in words, which is translated by itself; every other value stays as it is."""

    __slots__ = ()
