"""Shows plain text in Markdown."""

import re


def escape_markdown(text: str) -> str:
    r"""Return one line of text that Markdown shows literally: no pictures, links or formulas begin in it.

    An opening bracket stays as it is: without a closing one it begins nothing, and `\(` and `\[` begin a formula.
    """
    return re.sub(r"([\\`*_\]<>~$&:])", r"\\\1", text)
