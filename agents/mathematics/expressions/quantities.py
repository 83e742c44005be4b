"""Reads a number or an expression with its unit."""

# ruff: noqa: E501 - patterns of words

import re
from dataclasses import dataclass

from agents.mathematics.expressions.parser import Call, Node, Number, parse_expression
from agents.mathematics.questions.notation import plain_notation
from agents.mathematics.questions.unit_names import is_unit

_CURRENCY = re.compile(r"[$€£¥]|\b(?:dollars?|euros?|d[óo]lares|cents?|usd|eur)\b|美元|欧元|元", re.IGNORECASE)
_UNIT_WORDS = {
    "厘米": "cm", "毫米": "mm", "公里": "km", "千米": "km", "米": "m", "千克": "kg", "公斤": "kg", "克": "g", "毫升": "ml",
    "升": "L", "小时": "h", "分钟": "min", "秒": "s", "metros": "m", "metro": "m", "kilómetros": "km", "kilometros": "km",
    "centímetros": "cm", "centimetros": "cm", "milímetros": "mm", "gramos": "g", "kilogramos": "kg", "kilos": "kg",
    "litros": "L", "horas": "h", "hora": "h", "minutos": "min", "segundos": "s", "kilometer": "km", "zentimeter": "cm",
    "millimeter": "mm", "gramm": "g", "kilogramm": "kg", "liter": "L", "stunden": "h", "stunde": "h", "minuten": "min",
    "sekunden": "s", "tage": "days", "wochen": "weeks", "días": "days", "semanas": "weeks",
}  # fmt: skip
_QUANTITY = re.compile(
    r"^(?P<amount>.*?[\d)π½¼¾%]|[-−]?\s*(?:sqrt|√)\s*\(?\d+\)?)\s*(?P<unit>°?[A-Za-zµ°Ω]+(?:\s*(?:\^|\*\*)?\s*\(?[23²³]\)?)?"
    r"(?:\s*(?:/|per|pro|por)\s*[A-Za-z]+(?:\s*\^?\s*[23])?)?|(?:square|cubic)\s+[a-z]+)\s*$"
)
_SYMBOLS = {"m", "g", "s", "h", "l", "L", "t", "J", "W", "N", "A", "V", "B", "C", "F", "K"}
_PERCENT = re.compile(r"\s*(?:%|percent|per cent|prozent|por ciento)\s*$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")
_ROUGHLY = re.compile(r"≈|≃|~|\b(?:about|approximately|approx\.?|roughly|around|ungefähr|etwa|rund|aproximadamente|unos)\b|大约|约",
                      re.IGNORECASE)  # fmt: skip
_FUNCTION_WORDS = {"sin", "cos", "tan", "log", "exp", "sqrt", "abs"}


@dataclass(frozen=True, slots=True)
class AnswerQuantity:
    """A number or an expression, and its unit.

    Args:
        node: The number or expression, as it was written.
        unit: The unit, as it was written; empty if there is none.
        percent: Whether it was written with a percent sign; the node is the number before it.
        places: The decimals that were written; None where it is no decimal.
    """

    node: Node
    unit: str = ""
    percent: bool = False
    places: int | None = None


def read_quantity(text: str) -> AnswerQuantity:
    """Return a number or an expression with its unit."""
    text = _ROUGHLY.sub(" ", text).strip()
    text = _CURRENCY.sub(" ", text).strip()
    text = re.sub(r"(?<=\d)[\s'’\u202f\u00a0](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?=,\d+(?![\d,]))", lambda number: number[0].replace(".", ""), text)
    text = _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text)
    text = _DECIMAL_COMMA.sub(r"\1.\2", text)
    for words, symbol in _UNIT_WORDS.items():
        if text.casefold().endswith(words) and not text[: -len(words)].rstrip()[-1:].isalpha():
            text = f"{text[: -len(words)].rstrip()} {symbol}"
            break
    percent = _PERCENT.search(text)
    if percent:
        text = text[: percent.start()]
    amount, unit = _split_unit(text)
    node = parse_expression(plain_notation(amount.strip()))
    decimals = re.fullmatch(r"\s*[-+]?\s*\d*\.(\d+)\s*", amount)
    return AnswerQuantity(node, unit, percent is not None, len(decimals[1]) if decimals else None)


def _split_unit(text: str) -> tuple[str, str]:
    """Return what stands before a unit, and the unit; words that name no unit, such as apples, are left out."""
    match = _QUANTITY.match(text)
    if match is None:
        return text, ""
    unit = match["unit"].strip()
    word = re.match(r"°?[A-Za-zµ]+", unit.removeprefix("square ").removeprefix("cubic "))
    first = word[0] if word else unit
    is_celsius = text.rstrip().endswith(" C") and match["amount"].strip()[-1:].isdigit()
    if first.lower() in ("π", "pi", "x", "y", "z", "i", "e", "c") and not is_celsius:
        return text, ""
    if unit.startswith("°") or is_unit(first) or (first in _SYMBOLS and re.search(r"\d\s*$", match["amount"])):
        return match["amount"], unit
    if len(first) > 2 and " " in text and first.isalpha() and first.lower() not in _FUNCTION_WORDS:
        return match["amount"], ""
    return text, ""


def is_number(node: Node) -> bool:
    """Return whether a node is a number as it is written, with its sign."""
    return isinstance(node, Number) or (
        isinstance(node, Call) and node.function == "negative" and is_number(node.arguments[0])
    )
