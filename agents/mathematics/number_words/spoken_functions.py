"""Rewrites functions and powers in words as signs: “cosine of x” and `cos x` are `cos(x)`, “e to the x” is `e^(x)`."""

# ruff: noqa: E501 - names in several languages

import re
from functools import lru_cache

FUNCTION_NAMES = {
    "sin": r"sine|sinus|seno|(?<!反)正弦",
    "cos": r"cosine|[ck]osinus|coseno|(?<!反)余弦",
    "tan": r"tangent(?! line)|tangens|tangente|(?<!反)正切",
    "cot": r"cotangent|[ck]otangens|cotangente|余切",
    "sec": r"secant|sekans|secante|正割",
    "csc": r"cosecant|[ck]osekans|cosecante|余割",
    "ln": r"natural log(?:arithm)?|natürlich\w* logarithmus|logarithmus naturalis|log natural\b|logaritmo (?:natural|neperiano)|自然对数",
    "exp": r"exponential function|exponentialfunktion|función exponencial|指数函数",
    "abs": r"absolute value|absolutbetrag|betrag|valor absoluto|绝对值",
}
"""The functions with their names in the languages of the page."""
_ARGUMENT = r"(-?\d+(?:\.\d+)?\s*\*?\s*[a-z](?![^\W\d_])|[a-z](?:\s*(?:\^\s*\d|[²³]))?(?![^\W\d_])|-?\d+(?:\.\d+)?(?:/\d+)?|pi\b|π)"
_OF = r"\s*(?:(?:of|von|de|del|的)(?![a-z]))?\s*"
_OVER = r"(?:over|divided by|durch|geteilt durch|sobre|entre|dividido (?:por|entre)|partido (?:por|entre))"
_SQUARED = r"(?: squared|\s*quadrat|\s*(?:al )?cuadrado|平方)\s*(?:(?:of|von|de)\s+)?"
_BASE = r"(?<![a-zA-Z])([a-z]|\d+(?:\.\d+)?)"
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_POWERS = (
    "zweite|segunda", "dritte|tercera", "vierte|cuarta", "fünfte|quinta", "sechste|sexta", "siebte|séptima", "achte|octava",
    "neunte|novena", "zehnte|décima",
)  # fmt: skip
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in (
        *(
            rule
            for name, words in FUNCTION_NAMES.items()
            for rule in (
                (rf"(?<![a-zA-Zäöüéó])(?:(?:the|der|den|el|la) )?(?:{words}){_OF}\(?\s*{_ARGUMENT}\s*\)?", rf"{name}(\1)"),
                (rf"{_ARGUMENT}\s*的(?:{words})", rf"{name}(\1)"),
            )
        ),
        (r"(?:(?:the )?(?:square )?root of|(?:the )?(?:square )?root|(?:die )?(?:quadrat)?wurzel(?: (?:aus|von))?|(?:la )?raíz(?: cuadrada)?(?: de)?|根号)\s*([a-z])(?![^\W\d_])", r"sqrt(\1)"),
        (r"(?:twice|double|(?:das )?doppelte von|(?:el )?doble de)\s+(?:the )?(?=[a-z]{2,4}\()", "2*"),
        (rf"(?:\b(?:one|eins|uno|una)|\b1)\s+{_OVER}\s+((?:(?:\d+|two|zwei|dos)\s*\*?\s*)?[a-z]{{2,4}}\([^()]*\)(?:\^\d)?)", r"1/(\1)"),
        *((rf"(?<![a-zA-Zäöüéó])(?:{words}){_SQUARED}{_ARGUMENT}", rf"{name}(\1)^2") for name, words in FUNCTION_NAMES.items()),
        (r"(\d+)\s+([^\W\d_]{3,})\s+(?:and (?:a half|1/2)|y (?:medi[oa]|1/2)|und (?:ein halb\w*|1/2))(?![^\W\d_])", r"(\1+1/2) \2"),
        (r"\b(?:an?|one|una?|eine?n?|1)\s+([^\W\d_]{3,})\s+(?:and (?:a half|1/2)|y (?:medi[oa]|1/2)|und (?:ein halb\w*|1/2))(?![^\W\d_])", r"(1+1/2) \1"),
        (r"(\d+)\s*[个個]半\s*", r"(\1+1/2) "),
        (r"(?<![a-zA-Z0-9_.])(\d+)\s*的平方", r"\1^2"),
        (r"(\d+)\s*(米|升|天|年|克|公斤|公里|小时|分钟|元)半", r"(\1+1/2) \2"),
        (rf"\\?(?<![a-z])(sin|cos|tan|cot|sec|csc|ln|exp)\s+(?!\()(?:of\s+)?{_ARGUMENT}", r"\1(\2)"),
        (rf"{_BASE}\s+(?:to the(?: power(?: of)?)?|raised to(?: the)?|hoch|elevado a(?: la)?)\s+(?:(?:minus|menos)\s+)(\d*\s*\*?[a-z](?![^\W\d_])|\d+)", r"\1^(-\2)"),
        (rf"{_BASE}\s+(?:to the(?: power(?: of)?)?|raised to(?: the)?|hoch|elevado a(?: la)?)\s+(-?\d*\s*\*?[a-z](?![^\W\d_])|-?\d+)", r"\1^(\2)"),
        (rf"{_BASE}\s*的\s*[负負](\d*[a-z]|\d+)\s*次方", r"\1^(-\2)"),
        (r"(?:\b(?:minus|menos)\s+|[负負]\s*)(?=\d*\s*[a-z]\^)", "-"),
        (rf"{_BASE}\s*的\s*(-?\d*[a-z]|-?\d+)\s*次方", r"\1^(\2)"),
        (r"\b(1|one|eins|uno|una|\d+)\s+(?:over|divided by|durch|geteilt durch|sobre|entre)\s+([a-z])(?![^\W\d_])", r"\1/\2"),
        (r"(?<![^\W\d_])([a-z])\s*分之\s*(\d+|一)", r"\2/\1"),
        (r"(?:reciprocal of|kehrwert von|inverso de|recíproco de)\s+([a-z])(?![^\W\d_])", r"1/\1"),
        (r"(?<![^\W\d_])([a-z])\s*的倒数", r"1/\1"),
        (r"(?<![^\W\d_])(?:one|eins|uno|una|一)/(?=[a-z](?![^\W\d_]))", "1/"),
        (r"[负負]\s*(?=[a-z]{2,3}\(|\d+/[a-z]|[a-z]分之|[a-z]\^|\d+[a-z]\^)", "-"),
        (r"(?<=[\d)a-z])\s*加\s*(?=C\b)", " + "),
        (r"(\d)\s*倍\s*(?=sqrt|√|\d|[a-z]{2,3}\()", r"\1*"),
        (r"(?<=\d)\s*\*?\s*(?:wurzel|root|raíz|raiz)\s+(?:aus |of |von |de )?(?=\d)|\b(?:wurzel|root|raíz)\s+(?=\d)", " sqrt "),
        (r"sqrt\s+(\d+(?:\.\d+)?)(?![\d^*/])", r"sqrt(\1)"),
        *((rf"\b(?:{words}) poten(?:z|cia)\b", f"{number} ") for number, words in enumerate(_POWERS, 2)),
        (r"(?<![^\W\d_])pi(?![^\W\d_])", "pi"),
        (r"(\d+(?:\.\d+)?)\s+(?:thousand|tausend|mil|k)\b", r"(\1*1000)"),
        (r"(?<![\w.])(\d+(?:\.\d+)?)k\b", r"(\1*1000)"),
        (r"(\d+(?:\.\d+)?)\s+(?:million(?:en|s)?|millón|millones)\b", r"(\1*1000000)"),
    )
)  # fmt: skip
_SPACES = re.compile(r"(?<=sin|cos|tan|cot|sec|csc|exp)\s+(?=\()|(?<= ) +")
_ORDINAL_POWER = re.compile(rf"{_BASE}\s+to the ({'|'.join(_ORDINALS)})\b(?: power)?", re.IGNORECASE)
_LATEX_NAME = re.compile(r"\\(sin|cos|tan|cot|sec|csc|ln|log|exp|arcsin|arccos|arctan|max|min)(?![a-z])")


@lru_cache(64)  # the readings of one text are rewritten twice
def functions_for_words(text: str) -> str:
    """Return a text, whose number words are digits already, with its functions and powers in words as signs."""
    text = _SPACES.sub("", _LATEX_NAME.sub(r" \1 ", text.replace("\\emptyset", "∅").replace("\\varnothing", "∅")))
    text = _ORDINAL_POWER.sub(lambda found: f"{found[1]}^{_ORDINALS.index(found[2].lower()) + 2}", text)
    for pattern, sign in _RULES:
        text = pattern.sub(sign, text)
    return text
