"""Rewrites LaTeX, Unicode and customary shorthand as the plain notation that the parser reads."""

# ruff: noqa: RUF001 - signs of mathematics

import re
from collections.abc import Callable

MAX_NESTING = 40

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS = str.maketrans(
    {
        "⅓": "(1/3)", "⅔": "(2/3)", "⅕": "(1/5)", "⅖": "(2/5)", "⅗": "(3/5)", "⅘": "(4/5)", "⅙": "(1/6)", "⅚": "(5/6)",
        "⅛": "(1/8)", "⅜": "(3/8)", "⅝": "(5/8)", "⅞": "(7/8)", "≠": "!=", "→": "->", "，": ",", "。": ".", "？": "?",
        "：": ":", "；": ";", "（": "(", "）": ")", "、": ",", "¿": "", "¡": "", "€": "", "£": "", "\u2009": " ",
        "\u202f": " ", "\u00a0": " ", "‘": "'", "’": "'", "⁰": "^0", "¹": "^1", "⁶": "^6", "⁷": "^7", "⁸": "^8",
        "⁹": "^9", "⁻": "^-", "ⁿ": "^n",
    }
)  # fmt: skip
_MIXED_FRACTION = re.compile(r"(?<![\w.^)])(\d+)\s*([½¼¾]|\((?:1/3|2/3|[1-4]/5|[15]/6|[1357]/8)\))")
_LATEX_WORDS = {
    "cdot": "*", "times": "*", "div": "/", "pm": "+-", "leq": "<=", "le": "<=", "geq": ">=", "ge": ">=", "neq": "!=",
    "ne": "!=", "lt": "<", "gt": ">", "infty": " oo ", "to": "->", "rightarrow": "->", "left": "", "right": "",
    "quad": " ", "qquad": " ", "displaystyle": "", "mathrm": "", "text": "", "operatorname": "", "circ": "°",
    "dfrac": "\\frac", "tfrac": "\\frac", "arcsin": " arcsin", "arccos": " arccos", "arctan": " arctan",
}  # fmt: skip
_NAMES = (
    "sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|exp|ln|log|pi|alpha|beta|gamma|delta|epsilon|theta|lambda|mu|rho|sigma|phi|"
    "omega|max|min|gcd|lim"
)
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_SHORTHAND: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?i)\bwhat['’]?s\b", "what is"),
    (r"\b(sin|cos|tan)\s*\^\s*\(?\s*[-−]1\s*\)?", r"arc\1 "),
    (r"\b(\d+)\s*choose\s*(\d+)\b", r"binomial(\1,\2)"),
    (r"\b(?:n?C|[Cc]omb)\(\s*(\d+)\s*,\s*(\d+)\s*\)", r"binomial(\1,\2)"),
    (r"\b(\d+)\s*n?C\s*r?\s*(\d+)\b", r"binomial(\1,\2)"),
    (r"\bn[Cc]r\(\s*(\d+)\s*,\s*(\d+)\s*\)", r"binomial(\1,\2)"),
    (r"\bn?P\(\s*(\d+)\s*,\s*(\d+)\s*\)", r"(binomial(\1,\2)*factorial(\2))"),
    (r"\b(\d+)\s*n?P\s*r?\s*(\d+)\b", r"(binomial(\1,\2)*factorial(\2))"),
    (r"\b(sin|cos|tan|cot|sec|csc)\s*\(?\s*(-?\d+(?:\.\d+)?)\s*(?:degrees?|deg)\b\)?", r"\1(\2°)"),
    (r"(?<=\d)\s*(?:x|X|✕|✖)\s*(?=\d)", " * "),
    (r"\b(the )?(?:factorial of (\d+)|(\d+) factorial)\b", lambda m: f"{m[2] or m[3]}!"),
    (r"\$\s*(?=\d)", ""),
    (r"\b(y|f\(x\))\s*'{1,3}(?!th)", r"\1"),
    (r"\bd\s*/\s*d([a-z])\s*(?:of\s+)?", r"differentiate wrt \1 : "),
    (r"\bd\^?2\s*/\s*d([a-z])\^?2\s*", r"differentiate twice wrt \1 : "),
    (
        r"∫\s*(?:_\s*)?(?:from\s+)?(\(.*?\)|[+-]?[\w.]+)\s*(?:\^|to)\s*(\(.*?\)|[+-]?[\w.]+)\s+(.+?)\s*\bd([a-z])\b",
        r"integrate \3 from \1 to \2 wrt \4",
    ),
    (r"∫\s*(.+?)\s*\bd([a-z])\b", r"integrate \1 wrt \2"),
    (r"\b(integrate|integral of)\s+(.+?)\s*\bd([a-z])\b(?!\w)", r"\1 \2 wrt \3"),
    (
        r"\blim(?:it)?\s*(?:_\s*)?\(?\s*([a-z])\s*(?:->|approaches|tends to)\s*([+-]?\w+)([+-]?)\s*\)?\s*(?:of\s+)?"
        r"(.+?)\s*([?.!]*)$",
        r"limit of \4 as \1 approaches \2\3 \5",
    ),
    (r"\blog_\s*\(?\s*(\d+|[a-z])\s*\)?\s*\(?\s*(\d+(?:\.\d+)?|[a-z])\s*\)?(?![\w(^])", r"log(\2,\1)"),
    (
        r"∑\s*_?\s*\(?\s*([a-z])\s*=\s*([+-]?\w+)\s*\)?\s*(?:\^|to)\s*\(?([+-]?\w+)\)?\s+(.+?)\s*([?.!]*)$",
        r"sum(\4,\1,\2,\3)\5",
    ),
)  # fmt: skip


def plain_notation(text: str) -> str:
    """Return a question in the parser's notation."""
    text = text.translate(_FULL_WIDTH).translate(_SIGNS)
    text = _MIXED_FRACTION.sub(r"(\1+\2)", text)
    if "\\" in text or "^{" in text or re.search(r"\$[^$]*[A-Za-z\\^=][^$]*\$", text):
        text = plain_latex(text)
    for pattern, replacement in _SHORTHAND:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"[ \t]+", " ", text)


def plain_latex(text: str) -> str:
    """Return LaTeX in the parser's notation; commands that are not known stay, and are refused there."""
    text = re.sub(r"\\[()\[\]]|\$\$?|\\[,;:! ]|(?<!\\)~", " ", text)
    for _ in range(MAX_NESTING):
        before = text
        text = _matrices(text)
        text = re.sub(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"((\1)/(\2))", text)
        text = re.sub(r"\\[dt]?frac\s*(\d)\s*(\d)", r"(\1/\2)", text)
        text = re.sub(r"\\binom\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"binomial(\1,\2)", text)
        text = re.sub(r"\\sqrt\s*\[([^\[\]{}]*)\]\s*\{([^{}]*)\}", r"root((\2),\1)", text)
        text = re.sub(r"\\sqrt\s*\{([^{}]*)\}", r"sqrt(\1)", text)
        text = re.sub(r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}", r" \1 ", text)
        text = re.sub(r"\\sum\s*_\s*\{\s*([a-z])\s*=\s*([^{}]*)\}\s*\^\s*\{?([^{}\s]+)\}?", r"∑_\1=\2^\3 ", text)
        text = re.sub(r"\\int\s*_\s*\{?([^{}\s^]+)\}?\s*\^\s*\{?([^{}\s]+)\}?", r"∫_(\1)^(\2) ", text)
        text = re.sub(r"\\lim\s*_\s*\{\s*([a-z])\s*\\(?:to|rightarrow)\s*([^{}]*)\}", r"lim \1->\2 ", text)
        text = re.sub(r"\\log\s*_\s*\{?(\d+)\}?\s*", r" log_\1 ", text)
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
