r"""Writes a formula in the LaTeX that KaTeX reads; what it cannot read, the page shows as source, in red.

Models write LaTeX as papers do: with environments, numbers and labels, and with bare signs in `\text{…}`.
"""

import re

# Environments that fill a line, and what KaTeX has for each: on lines of its own, and within a line of text. None is
# numbered: the page would count the formulas that it has drawn so far.
_ENVIRONMENTS = {
    "align": ("align*", "aligned"),
    "alignat": ("alignat*", "alignedat"),
    "eqnarray": ("align*", "aligned"),
    "equation": ("equation*", ""),
    "gather": ("gather*", "gathered"),
    "multline": ("gather*", "gathered"),
    "split": ("split", "aligned"),
}
_FILLING = "|".join(_ENVIRONMENTS)
_BORDER = re.compile(rf"\\(begin|end)\{{({_FILLING})\*?\}}")
# The beginning of what is mathematics with no sign around it.
ENVIRONMENT = re.compile(
    rf"\\begin\{{((?:{_FILLING})\*?|aligned|alignedat|gathered|r?cases|array|[bBpvV]?matrix|smallmatrix)\}}"
)
_TEXT = re.compile(r"(\\(?:text(?:rm|bf|it|tt|sf|md|up|normal)?|mbox|hbox)\s*\{)((?:[^{}$\\]|\\.)*)\}")
_SIGN_OF_TEXT = re.compile(r"(\\.)|[_#&]")
_UNESCAPED_PERCENT = re.compile(r"(?<!\\)%")
_LABEL = re.compile(r"\s*\\label\{[^{}]*\}")
_TAG = re.compile(r"\\tag(\*?)\{([^{}]*)\}")


def within_a_line(formula: str) -> str:
    """Return a formula for a line of text."""
    formula = _BORDER.sub(lambda found: _border(found[1], _ENVIRONMENTS[found[2]][1]), _readable(formula))
    return _TAG.sub(lambda found: rf"\quad\text{{{found[2] if found[1] else f'({found[2]})'}}}", formula).strip()


def on_lines(formula: str) -> str:
    """Return a formula for lines of its own."""
    return _BORDER.sub(lambda found: _border(found[1], _ENVIRONMENTS[found[2]][0]), _readable(formula))


def _readable(formula: str) -> str:
    formula = _LABEL.sub("", _UNESCAPED_PERCENT.sub(r"\\%", formula))
    return _TEXT.sub(lambda found: found[1] + _SIGN_OF_TEXT.sub(_with_backslash, found[2]) + "}", formula)


def _with_backslash(sign: re.Match[str]) -> str:
    return sign[1] or f"\\{sign[0]}"


def _border(side: str, name: str) -> str:
    return rf"\{side}{{{name}}}" if name else ""
