"""Characters that are whole: JSON can hold half of a surrogate pair (an emoji cut in two), and UTF-8 cannot."""

import re

_HALF = re.compile("[\ud800-\udfff]")
_FIRST_HALF = re.compile("[\ud800-\udbff]$")


def whole_characters(text: str) -> str:
    """Return a text in which two halves are the character that they make, and a lone half is U+FFFD."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class CharacterJoiner:
    """Joins the halves of a character that are cut into two pieces of a text."""

    def __init__(self) -> None:
        self._half = ""

    def feed(self, piece: str) -> str:
        """Return a piece with whole characters; a first half at its end waits for the next piece."""
        text = self._half + piece
        self._half = text[-1:] if _FIRST_HALF.search(text) else ""
        return whole_characters(text.removesuffix(self._half))

    def finish(self) -> str:
        """Return what is left at the end of the text."""
        left, self._half = whole_characters(self._half), ""
        return left
