"""Rewrites LaTeX as plain notation."""

import re

from agents.mathematics.expressions.parser import FUNCTIONS

_MAX_NESTING = 40
_DOLLARS = re.compile(r"\$\$([^$]*)\$\$|\$([^$]*)\$(?!\d)")
_UNITS_AND_WORDS = {"and", "or", "mod", "cm", "mm", "km", "kg", "ft"}
_LATEX_WORDS = {
    "cdot": "*", "times": "*", "div": "/", "pm": "+-", "leq": "<=", "le": "<=", "geq": ">=", "ge": ">=", "neq": "!=",
    "ne": "!=", "lt": "<", "gt": ">", "infty": " oo ", "to": "->", "rightarrow": "->", "left": "", "right": "",
    "quad": " ", "qquad": " ", "displaystyle": "", "mathrm": "", "text": "", "operatorname": "", "circ": "°",
    "dfrac": "\\frac", "tfrac": "\\frac", "cfrac": "\\frac", "big": "", "Big": "", "bigg": "", "limits": "",
    "approx": "≈", "ast": "*", "bmod": " mod ", "mod": " mod ", "dots": "...", "ldots": "...", "cdots": "...",
    "arcsin": " arcsin", "arccos": " arccos", "arctan": " arctan",
}  # fmt: skip
_NAMES = (
    "sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|exp|ln|log|pi|alpha|beta|gamma|delta|epsilon|theta|lambda|mu|rho|sigma|phi|"
    "omega|max|min|gcd|lim"
)


def has_latex(text: str) -> bool:
    """Return whether a question has anything written in LaTeX."""
    return (
        "\\" in text
        or "^{" in text
        or any(_is_mathematics(pair[1] or pair[2] or "") for pair in _DOLLARS.finditer(text))
    )


def _is_mathematics(between: str) -> bool:
    """Return whether what stands between two dollar signs is mathematics; prices have words between them."""
    between = re.sub(r"\\(?:begin|end)\{[pbv]?matrix\}", " ", between)
    words = re.findall(r"(?<!\\)\b[A-Za-z]{2,}", re.sub(r"\\(?:text|mathrm)\s*\{[^{}]*\}|\\[A-Za-z]+", " ", between))
    return bool(between.strip()) and all(
        len(word) == 2 or word in FUNCTIONS or word in _UNITS_AND_WORDS for word in words
    )


def plain_latex(text: str) -> str:
    """Return LaTeX in the parser's notation; commands that are not known stay, and are refused there."""
    text = _DOLLARS.sub(
        lambda pair: f" {pair[1] or pair[2]} " if _is_mathematics(pair[1] or pair[2]) else pair[0], text
    )
    text = re.sub(r"\\[()\[\]]|\\[,;:! ]|(?<!\\)~", " ", text)
    text = re.sub(r"(?<![\w.^)}])(\d+)\s*\\[dt]?frac\s*\{(\d+)\}\s*\{(\d+)\}", r"(\1+\2/\3)", text)  # a mixed number
    text = re.sub(r"(?<=[A-Za-z])(?=\\sqrt)", " ", text)  # \pm\sqrt2
    for _ in range(_MAX_NESTING):
        before = text
        text = _matrices(text)
        text = re.sub(r"\\[dtc]?frac\s*\{(?:d|\\partial)\}\s*\{(?:d|\\partial)\s*([a-z])\}", r" d/d\1 ", text)
        text = re.sub(r"\\[dtc]?frac\s*\{d([a-z])\}\s*\{d([a-z])\}", r" d\1/d\2 ", text)
        text = re.sub(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"((\1)/(\2))", text)
        text = re.sub(r"\\[dt]?frac\s*(\d)\s*(\d)", r"(\1/\2)", text)
        text = re.sub(r"\\binom\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"binomial(\1,\2)", text)
        text = re.sub(r"\\sqrt\s*\[([^\[\]{}]*)\]\s*\{([^{}]*)\}", r"root((\2),\1)", text)
        text = re.sub(r"\\sqrt\s*(?:\{([^{}]*)\}|(\d))", r"sqrt(\1\2)", text)  # without braces it is one digit
        text = re.sub(r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}", r" \1 ", text)
        text = re.sub(r"\\sum\s*_\s*\{\s*([a-z])\s*=\s*([^{}]*)\}\s*\^\s*\{?([^{}\s]+)\}?", r"∑_\1=\2^\3 ", text)
        text = re.sub(r"\\prod\s*_\s*\{\s*([a-z])\s*=\s*([^{}]*)\}\s*\^\s*\{?([^{}\s]+)\}?", r"∏_\1=\2^\3 ", text)
        text = re.sub(r"\\l(floor|ceil)(.+?)\\r\1", r" \1(\2) ", text)
        text = re.sub(r"\\int\s*_\s*\{?([^{}\s^]+)\}?\s*\^\s*\{?([^{}\s]+)\}?", r"∫_(\1)^(\2) ", text)
        text = re.sub(
            r"\\lim\s*_\s*\{\s*([a-z])\s*\\(?:to|rightarrow)\s*((?:[^{}^]|\^\s*\{?[+-]\}?)*)\}",
            lambda m: f"lim {m[1]}->" + re.sub(r"[\^{}]", "", m[2]) + " ",
            text,
        )
        text = re.sub(r"\\log\s*_\s*(?:\{(\d+)\}|(\d))\s*", r" log_\1\2 ", text)  # without braces it is one digit
        text = re.sub(r"\\(sin|cos|tan)\s*\^\s*\{?-1\}?", r" arc\1", text)
        text = re.sub(r"\^\s*\{\s*\\circ\s*\}|\^\s*\\circ", "°", text)
        text = re.sub(r"\^\s*\{([^{}]*)\}", r"^(\1)", text)
        text = re.sub(r"_\s*\{(\w)\}", r"_\1", text)
        text = re.sub(r"\\left\s*\||\\right\s*\|", "|", text)
        text = re.sub(r"\\([A-Za-z]+)", lambda m: _LATEX_WORDS.get(m[1], m[0]), text)
        text = re.sub(rf"\\({_NAMES})(?![A-Za-z])", r" \1 ", text)
        text = re.sub(r"\\sum", "∑", text)
        text = re.sub(r"\\int", "∫", text)
        text = text.replace("\\%", "%").replace("\\{", "(").replace("\\}", ")")
        if text == before:
            break
    return re.sub(r"(?<!\\)\{([^{}]*)\}", r"(\1)", text) if ":" not in text else text


def _matrices(text: str) -> str:
    def rows(match: re.Match[str]) -> str:
        lines = [line for line in match[1].split("\\\\") if line.strip()]
        return "[" + ",".join("[" + line.replace("&", ",").strip() + "]" for line in lines) + "]"

    return re.sub(r"\\begin\{[pbv]?matrix\}(.*?)\\end\{[pbv]?matrix\}", rows, text, flags=re.DOTALL)
