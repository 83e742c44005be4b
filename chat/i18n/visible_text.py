"""Which characters a person sees."""

import unicodedata

JOINERS = frozenset("\u200c\u200d")  # of Persian words and of emoji
# Letters and signs without a shape.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")


def is_visible(text: str) -> bool:
    """Tell whether a text shows anything at all."""
    return any(unicodedata.category(each)[0] in "LNPS" and each not in _FILLERS for each in text)


def without_controls(text: str) -> str:
    """Return a text without marks that turn its direction or hide in it; spaces, and joiners between signs, stay."""
    return "".join(
        each
        for index, each in enumerate(text)
        if unicodedata.category(each)[0] != "C" or (each in JOINERS and 0 < index < len(text) - 1)
    )
