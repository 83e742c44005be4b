"""A formula in LaTeX as MathML, which browsers show without a script."""

import html
from xml.etree.ElementTree import Element

_MINUS = "\N{MINUS SIGN}"
MAX_FORMULA = 2_000  # characters; a longer formula is shown as it was written
# The library writes what a formula says, also into attributes; these alone are kept.
_ATTRIBUTES = frozenset(
    {
        *("accent", "columnalign", "columnlines", "display", "displaystyle", "fence", "form", "linethickness"),
        *("lspace", "mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowlines"),
        *("rspace", "scriptlevel", "separator", "stretchy", "symmetric", "width"),
    }
)


def to_mathml(latex: str, *, is_block: bool) -> str:
    """Return a formula as MathML; as it was written, in code, where it cannot be read.

    Args:
        latex: The formula, without its signs of beginning and end.
        is_block: Whether it stands on its own.
    """
    from latex2mathml import converter  # loaded with the first formula

    written = f'<code dir="ltr">{html.escape(latex)}</code>'
    if len(latex) > MAX_FORMULA:
        return written
    try:
        return _write(converter.convert_to_element(latex, display="block" if is_block else "inline"))
    except Exception:  # the library has an error of its own for each way in which a formula can be cut off
        return written


def _write(element: Element) -> str:
    """Write an element; its texts hold entities, which are read first, so that nothing of them becomes a tag."""
    tag = element.tag if element.tag.isalpha() and element.tag.startswith("m") else "mrow"
    given = ((name, html.escape(html.unescape(value))) for name, value in element.items() if name in _ATTRIBUTES)
    attributes = "".join(f' {name}="{value}"' for name, value in given)
    inside = _text(element.text)
    before: Element | None = None
    for child in element:
        if _is_minus(child) and (before is None or before.tag == "mo"):
            child.set("form", "prefix")  # a sign, not a subtraction: it stands close to its number
        inside += _write(child) + _text(child.tail)
        before = child
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _is_minus(element: Element) -> bool:
    return element.tag == "mo" and html.unescape(element.text or "") == _MINUS


def _text(text: str | None) -> str:
    return html.escape(html.unescape(text or ""))
