"""Makes plain text of what a server sends: no control characters, no markup, no marks that turn the reading order."""

from agents.lazy_pattern import LazyPattern

# Escape sequences of terminals (ECMA-48), whole ones first.
_ESCAPES = LazyPattern(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-_]?|\x9b[0-?]*[ -/]*[@-~]",
    flags=0,
)
# Controls but tab and line feed; marks of direction, invisible signs, private and tag characters, halves of pairs. The
# joiners U+200C and U+200D stay, as Arabic, Persian and Hindi are written with them.
_INVISIBLE = LazyPattern(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\ufff9-\ufffb\ue000-\uf8ff\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]",
    flags=0,
)
_TAG = LazyPattern(r"</?[A-Za-z!?][^<>]{0,2000}>|<!--", flags=0)
_IMAGE = LazyPattern(r"!\[", flags=0)
_MAX_PASSES = 5


def clean(text: str, most: int) -> str:
    """Return a text without anything but words, cut at so many characters.

    Args:
        text: The text.
        most: How many characters of it are kept.
    """
    text = text[: most * 4].replace("\r\n", "\n").replace("\r", "\n")
    text = _ESCAPES.sub("", text)
    text = _INVISIBLE.sub("", text)
    for _ in range(_MAX_PASSES):
        without = _TAG.sub("", text)
        if without == text:
            break
        text = without  # what is left may form a tag again
    else:
        text = text.replace("<", "")  # nested so deeply on purpose
    text = _IMAGE.sub("[", text)  # a page would fetch the picture
    return text[:most].strip()


def clean_line(text: str, most: int) -> str:
    """Return a text as `clean` does, on one line."""
    return " ".join(clean(text, most).split())
