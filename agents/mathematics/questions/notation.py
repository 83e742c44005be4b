"""Rewrites LaTeX, Unicode and customary shorthand as the plain notation that the parser reads."""

# ruff: noqa: RUF001 - signs of mathematics

import re
from collections.abc import Callable

from agents.mathematics.questions.latex import has_latex, plain_latex

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS = str.maketrans(
    {
        "⅓": "(1/3)", "⅔": "(2/3)", "⅕": "(1/5)", "⅖": "(2/5)", "⅗": "(3/5)", "⅘": "(4/5)", "⅙": "(1/6)", "⅚": "(5/6)",
        "⅛": "(1/8)", "⅜": "(3/8)", "⅝": "(5/8)", "⅞": "(7/8)", "≠": "!=", "→": "->", "，": ",", "。": ".", "？": "?",
        "：": ":", "；": ";", "（": "(", "）": ")", "、": ",", "¿": "", "¡": "", "€": "$", "£": "$", "\u2009": " ",
        "\u202f": " ", "\u00a0": " ", "∞": " oo ", "‘": "'", "’": "'", "′": "'", "∘": " o ",
    }
)  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
_CURRENCY = re.compile(r"([$€£])\s*\d|\d\s*([€£])")
_MIXED_FRACTION = re.compile(r"(?<![\w.^)])(\d+)\s*([½¼¾]|\((?:1/3|2/3|[1-4]/5|[15]/6|[1357]/8)\))")
_OPERAND_BEFORE = r"(?:(?<=[\d)!°%π])|(?<=\b[b-zB-Z])|(?<=\ba))"
_OPERAND_AFTER = r"(?=[-−]?(?:[\d(√π.]|[b-zB-HJ-Z]\b|a\b(?!\s+[a-z]{2})|(?:sqrt|sin|cos|tan|ln|log|exp|abs|pi)\b))"
_DIVIDED_BY = (
    r"(?:÷|\bdivided by\b|\bgeteilt durch\b|\bdividido (?:por|entre)\b|\bdivisé par\b|\bdiviso(?: per)?\b|除以)"
)
_BASES = {"binary": "2", "octal": "8", "decimal": "10", "hexadecimal": "16", "hex": "16"}
_BASE = rf"(?:base\s+(?:\d+)|{'|'.join(_BASES)})"
_SHORTHAND: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?i)\bwhat['’]?s\b", "what is"),
    (r"(?i)^(?!\s*(?:solve|are)\b)(.*\S)\s*(?:=\s*[?_]*|\bis\s*:?|(?<!-)\bequals?\s*\??)\s*$", r"\1"),
    (r"(?i)\b(?:positive )?infinity\b", "oo"),
    (r"\(\s*([a-zA-Z])\s+o\s+([a-zA-Z])\s*\)\s*\(([^()]*)\)", r"\1(\2(\3))"),
    (r"\b([a-zA-Z])\s+o\s+([a-zA-Z])\s*\(([^()]*)\)", r"\1(\2(\3))"),
    (r"(?<![\w./^)])(\d+)\s+(\d+)/(\d+)(?![\w/.^])", lambda m: f"({m[1]}+{m[2]}/{m[3]})"),
    (rf"({_DIVIDED_BY}|(?<=[\w)]) / )\s*(\d+/\d+)(?![\w./^])", r"\1 (\2)"),  # 3/4 ÷ 1/8 has two fractions
    (r"^(?!.*(?:\bratio|verhältnis|\braz[oó]n|比|=))(.*?\d/\d+)\s*:\s*(\d+/\d+)(?![\w./:^])", r"\1 / (\2)"),
    (r"\b(\d+|n|k)(?:st|nd|rd|th)\b", r"\1'th"),
    (r"(\$?\d+(?:\.\d+)?)\s*(?:%|percent|per cent)\s+of\s+(?=\$?\s*[\d(])", r"\1% * "),
    (rf"{_OPERAND_BEFORE}\s+(?:times|multiplied by)\s+{_OPERAND_AFTER}", " * "),
    (rf"{_OPERAND_BEFORE}\s+plus\s+{_OPERAND_AFTER}", " + "),
    (rf"{_OPERAND_BEFORE}\s+minus\s+{_OPERAND_AFTER}", " - "),
    (rf"^(?!.*\b(?:remainder|quotient)\b)(.*?){_OPERAND_BEFORE}\s+divided by\s+{_OPERAND_AFTER}", r"\1 / "),
    (r"(?<![-−\w.^)*/])(\d+(?:\.\d+)?|[a-zA-Z])\s+squared\b", r"\1^2"),
    (r"(?<![-−\w.^)*/])(\d+(?:\.\d+)?|[a-zA-Z])\s+cubed\b", r"\1^3"),
    (r"\b(sin|cos|tan|cot|sec|csc|ln)\s+of\s+(?=[\d(πa-z])", r"\1 "),
    (r"\b(sin|cos|tan)\s*\^\s*\(?\s*[-−]1\s*\)?", r"arc\1 "),
    (r"\b(\d+)\s*choose\s*(\d+)\b", r"binomial(\1,\2)"),
    (r"\b(?:n?C|[Cc]omb)\(\s*(\d+)\s*,\s*(\d+)\s*\)", r"binomial(\1,\2)"),
    (r"\b(\d+)\s*n?C\s*r?\s*(\d+)\b", r"binomial(\1,\2)"),
    (r"\bn[Cc]r\(\s*(\d+)\s*,\s*(\d+)\s*\)", r"binomial(\1,\2)"),
    (r"\b(?:n?P|n[Pp]r|[Pp]erm)\(\s*(\d+)\s*,\s*(\d+)\s*\)", r"(binomial(\1,\2)*factorial(\2))"),
    (r"\b(\d+)\s*n?P\s*r?\s*(\d+)\b", r"(binomial(\1,\2)*factorial(\2))"),
    (r"\b(sin|cos|tan|cot|sec|csc)\s*\(?\s*(-?\d+(?:\.\d+)?)\s*(?:degrees?|deg)\b\)?", r"\1(\2°)"),
    (r"(?<=\d)\s*(?:x|X|✕|✖)\s*(?=\d)", " * "),
    (r"(?<=\d) [xX] (?=\(\d+\+\d+/\d+\))", " * "),  # before a mixed number
    (r"\b(the )?(?:factorial of (\d+)|(\d+) factorial)\b", lambda m: f"{m[2] or m[3]}!"),
    (r"\$\s*(?=\d)", ""),
    (r"\bn-th\b", "n'th"),
    (r"(?<![\w:.])(\w[\w.]*)\s*:\s*(\w+)\s*=\s*(\w[\w.]*)\s*:\s*(\w+)(?![\w:])", r"\1/\2 = \3/\4"),
    (r"(?i)\b([xy])-intercepts?\b", r"\1intercept"),
    (r"\bd([a-z])\s*/\s*d([a-z])\b", r"d\1d\2"),
    (r"\b([yz])'(?![\w'])", r"d\1dx"),
    (r"[d∂]\s*/\s*[d∂]([a-z])\s*(?:of\s+)?", r"differentiate wrt \1 : "),
    (r"\bd\^?2\s*/\s*d([a-z])\^?2\s*", r"differentiate twice wrt \1 : "),
    (
        r"∫\s*(?:_\s*)?(?:from\s+)?(\(.*?\)|[+-]?[\w.]+)\s*(?:\^|to)\s*(\(.*?\)|[+-]?[\w.]+)\s+(?:of\s+)?(.+?)\s*\bd([a-z])\b",
        r"integrate \3 from \1 to \2 wrt \4",
    ),
    (r"∫\s*(.+?)\s*\bd([a-z])\b", r"integrate \1 wrt \2"),
    (r"∫\s*(.+?)\s+from\s+(\S+)\s+to\s+(\S+)", r"integrate \1 from \2 to \3"),
    (r"(?i)\b(integrate|integral of)\s+(.+?)\s*\bd([a-z])\b(?!\w)", r"\1 \2 wrt \3"),
    (r"(?i)\b(integra(?:te|l of)\s.+?\sfrom)\s+([a-z])\s*=\s*(\S+)\s+to\s+(?:\2\s*=\s*)?", r"\1 \3 to "),
    (
        r"\blim(?:it)?\s*(?:_\s*)?[({]?\s*([a-z])\s*(?:->|approaches|tends to)\s*([+-]?\w+)([+-]?)\s*[)}]?\s*(?:of\s+)?"
        r"(.+?)\s*([?.!]*)$",
        r"limit of \4 as \1 approaches \2\3 \5",
    ),
    (r"\blog_\s*[({]\s*(\d+)\s*[)}]", r"log_\1 "),
    (r"\blog_\s*\(?\s*([a-z])\s*\)?\s*\(?\s*(\d+(?:\.\d+)?|[a-z])\s*\)?(?![\w(^])", r"log(\2,\1)"),
    (
        r"∑\s*_?\s*\(?\s*([a-z])\s*=\s*([+-]?\w+)\s*\)?\s*(?:\^|to)\s*\(?([+-]?\w+)\)?\s+(.+?)\s*([?.!]*)$",
        r"sum(\4,\1,\2,\3)\5",
    ),
    (
        r"∏\s*_?\s*\(?\s*([a-z])\s*=\s*([+-]?\w+)\s*\)?\s*(?:\^|to)\s*\(?([+-]?\w+)\)?\s+(.+?)\s*([?.!]*)$",
        r"product(\4,\1,\2,\3)\5",
    ),
)  # fmt: skip

_ASKED = r"(?i)^(?:what is|convert|write|express|change|find)?\s*(?:the\s+)?"


def _base(text: str) -> str:
    """Return the base that a word such as `binary` names."""
    return _BASES.get(text.lower(), re.sub(r"\D", "", text))


def _change_of_base(match: re.Match[str]) -> str:
    if match["target"].lower() == "decimal" and not (match["before"] or match["after"] or match["prefix"]):
        return match[0]
    named = {"0x": "16", "0b": "2", "0o": "8"}.get((match["prefix"] or "").lower())
    source = named or _base(match["before"] or match["after"] or "decimal")
    return f"convert {match['digits']} (base {source}) to base {_base(match['target'])}"


# A number is changed to another base where both are named, or where the other is not the usual one.
_IN_BASE: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        rf"{_ASKED}(?:(?P<before>{_BASE})\s+(?:number\s+)?)?(?P<prefix>0[xbo])?(?P<digits>[0-9A-Fa-f]*\d[0-9A-Fa-f]*|[A-F]+)"
        rf"\s*(?:(?:from|in|\(|(?<=\d)\s)\s*(?P<after>{_BASE})\)?\s*)?(?:to|in|into|as)\s+(?:an?\s+)?"
        rf"(?P<target>base\s+\d+|binary|octal|hexadecimal|hex|decimal)(?:\s+(?:number|notation))?\s*[?.]*$",
        _change_of_base,
    ),
)


def plain_notation(text: str) -> str:
    """Return a question in the parser's notation."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+", lambda raised: f"^({raised[0].translate(_RAISED)})", text)
    text = text.translate(_FULL_WIDTH).translate(_SIGNS)
    text = _MIXED_FRACTION.sub(r"(\1+\2)", text)
    if has_latex(text):
        text = plain_latex(text)
    for pattern, base in _IN_BASE:
        text = re.sub(pattern, base, text)
    for pattern, replacement in _SHORTHAND:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"[ \t]+", " ", text)


def currency_of(question: str) -> str:
    """Return the sign of the prices of a question, or nothing; a dollar sign around LaTeX is none."""
    text = plain_latex(question) if has_latex(question) else question
    price = _CURRENCY.search(text)
    return (price[1] or price[2]) if price else ""
