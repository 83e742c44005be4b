"""The rungs of a ladder: what is asked, which rule, the first step, all but the last step."""

import re
from fractions import Fraction

from agents.mathematics.expressions.parser import AlgebraError, Call, Equation, Node, Number, parse, variables
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.questions.notation import plain_notation
from agents.study.hint_sentences import SENTENCES
from agents.study.step_sentences import repeats_problem, translatable
from agents.study.worked_answer import WorkedAnswer
from agents.user_messages import TranslatableText, joined

RUNGS = 4
_TOPICS = {
    "quadratic": "quadratics",
    "linear": "equations",
    "system": "systems",
    "inequality": "inequalities",
    "differentiate": "derivatives",
    "integrate": "integrals",
    "convert": "units",
    "percent": "percentages",
    "fractions": "fractions",
    "order": "order_of_operations",
    "factored": "terms",
    "expanded": "terms",
    "simplest": "terms",
    "mean": "statistics",
    "divisors": "divisors",
    "prime": "divisors",
    "shape": "geometry",
}  # of the exercises; all else is arithmetic
_QUESTIONS = (
    ("mean", r"\b(?:mean|average|mittelwert|durchschnitt|media|promedio)\b|平均"),
    ("divisors", r"\b(?:gcd|lcm|hcf|greatest common|least common|ggt|kgv|mcd|mcm)\b|公约数|公倍数"),
    ("prime", r"\bprime\b|\bprim(?:zahl)?\b|\bprimo\b|质数|素数"),
    ("shape", r"\b(?:area|perimeter|volume|circumference|fläche\w*|umfang|volumen|área|perímetro)\b|面积|周长|体积"),
)
_QUADRATIC_FORMULA = "x = (−b ± √(b² − 4ac)) / (2a)"


class Ladder:
    """The hints for a problem, from the calculator's own steps.

    Args:
        worked: The problem with its answer.
    """

    def __init__(self, worked: WorkedAnswer) -> None:
        self._worked = worked
        self._statements = _parse(worked.mathematics)
        self._kind = _kind_of(worked, self._statements)

    @property
    def topic(self) -> str:
        """The topic of the exercises that the problem belongs to."""
        return _TOPICS.get(self._kind, "arithmetic")

    def hint(self, rung: int, safe_steps: tuple[str, ...]) -> TranslatableText:
        """Return one hint.

        Args:
            rung: Which, from 1 to `RUNGS`.
            safe_steps: The steps that do not state the answer.
        """
        hint = self.bare_hint(rung, safe_steps)
        return TranslatableText("**Hint {number} of {all}.** {hint}", number=rung, all=RUNGS, hint=hint)

    def bare_hint(self, rung: int, safe_steps: tuple[str, ...]) -> str:
        """Return one hint without its number."""
        return (self._asked, self._rule, self._first, self._all_but_last)[rung - 1](safe_steps)

    def _asked(self, _: tuple[str, ...]) -> TranslatableText:
        equations = ("quadratic", "linear", "system", "inequality")
        kind = "solve" if self._kind in equations else self._kind
        if f"asked_{kind}" not in SENTENCES:
            kind = "evaluate" if self._is_arithmetic else "other"
        template = SENTENCES[f"asked_{kind}"]
        values = {"mathematics": self._worked.mathematics} if "{mathematics}" in template else {}
        return TranslatableText(template, **values)

    def _rule(self, _: tuple[str, ...]) -> TranslatableText:
        template = SENTENCES.get(f"rule_{self._kind}", SENTENCES["rule_other"])
        values = {"letters": "a, b, c", "formula": _QUADRATIC_FORMULA} if "{formula}" in template else {}
        return TranslatableText(template, **values)

    def _first(self, steps: tuple[str, ...]) -> str:
        if begun := next((step for step in steps if not repeats_problem(step)), ""):
            return translatable(begun)
        if self._is_arithmetic and (begun := _first_operation(self._statements[0])):
            return TranslatableText("Begin with {part}.", part=begun)
        return TranslatableText(SENTENCES["first"])

    def _all_but_last(self, steps: tuple[str, ...]) -> str:
        if len(steps) > 1:
            listed = joined("\n", [joined("", ["- ", translatable(step)]) for step in steps])
            return joined("\n\n", ["", listed, TranslatableText(SENTENCES["last"])])
        if self._is_arithmetic and (left := _last_operation(self._statements[0])):
            return TranslatableText("What is left is {part}.", part=left)
        return TranslatableText(SENTENCES["last"])

    @property
    def _is_arithmetic(self) -> bool:
        return len(self._statements) == 1 and not isinstance(self._statements[0], Equation | Number)


def _parse(mathematics: str) -> "list[Node | Equation]":
    try:
        return list(parse(plain_notation(mathematics)))
    except AlgebraError:
        return []


def _kind_of(worked: WorkedAnswer, statements: "list[Node | Equation]") -> str:
    text = f"{worked.question} {worked.answer.text}"
    if worked.answer.form != "value":
        return worked.answer.form
    if re.search(r"[<>≤≥]", worked.mathematics):
        return "inequality"
    if re.search(r"\bderivative\b|differentiate|\bderiva|ableit|leite\b|导数|求导|d/d[a-z]", text, re.IGNORECASE):
        return "differentiate"
    if re.search(r"\bintegra|∫|积分", text, re.IGNORECASE):
        return "integrate"
    if re.search(r"\b(?:convert|convierte|wandle|rechne)\b|\bhow many \w+ (?:are )?in\b", text, re.IGNORECASE):
        return "convert"
    for kind, pattern in _QUESTIONS:
        if re.search(pattern, worked.question, re.IGNORECASE):
            return kind
    equations = [one for one in statements if isinstance(one, Equation)]
    if len(equations) > 1 or any(step.startswith("(2)") for step in worked.steps):
        return "system"
    if equations:
        return "quadratic" if any("discriminant" in step for step in worked.steps) else "linear"
    if "%" in worked.question or "percent" in worked.question.lower():
        return "percent"
    return _kind_of_arithmetic(statements[0]) if statements and not isinstance(statements[0], Equation) else "other"


def _kind_of_arithmetic(node: Node) -> str:
    if variables(node):
        return "other"
    operators = _operators(node)
    if "/" in operators and len(operators) > 1:
        return "fractions"
    if len(operators) > 1:
        return "order"
    return {"*": "multiply", "/": "divide", "+": "add", "-": "add"}.get("".join(operators), "other")


def _operators(node: Node) -> list[str]:
    match node:
        case Call(function, arguments):
            return [function, *(one for argument in arguments for one in _operators(argument))]
        case _:
            return []


def _first_operation(node: Node | Equation) -> str:
    """Return how a calculation of several operations begins, or how a product is split; empty for others."""
    match node:
        case Call("*", (Number(one), Number(other))) if other.denominator == one.denominator == 1 and other > 10:
            ones = other % 10
            return f"{one} · {other - ones} + {one} · {ones}" if ones else f"{one} · {other // 10} · 10"
        case Call(("+" | "-"), (Call("/", (Number(), Number(b))), Call("/", (Number(), Number(d))))) if b != d:
            return f"1/{b} = {d}/{b * d}, 1/{d} = {b}/{b * d}"
        case Call(_, arguments):
            inner = next((one for one in arguments if isinstance(one, Call) and not _is_fraction(one)), None)
            if inner is None:
                return ""
            return _first_operation(inner) or unparse(inner)
        case _:
            return ""


def _is_fraction(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "/" and all(isinstance(one, Number) for one in node.arguments)


def _last_operation(node: Node | Equation) -> str:
    """Return the last operation of a calculation with everything before it worked out; empty if there is only one."""
    if not isinstance(node, Call) or variables(node):
        return ""
    match node:
        case Call(("+" | "-") as sign, (Call("/", (Number(a), Number(b))), Call("/", (Number(c), Number(d))))) if (
            b != d
        ):
            return f"{a * d}/{b * d} {'−' if sign == '-' else '+'} {c * b}/{b * d}"
        case Call("*", (Number(one), Number(other))) if other.denominator == one.denominator == 1 and other > 10:
            ones = other % 10
            return f"{one * (other - ones)} + {one * ones}" if ones else ""
        case Call(function, arguments) if any(isinstance(one, Call) for one in arguments):
            values = [_value(one) for one in arguments]
            if any(value is None for value in values):
                return ""
            return unparse(Call(function, tuple(Number(value) for value in values if value is not None)))
        case _:
            return ""


def _value(node: Node) -> Fraction | None:
    """Return the value of a small calculation in whole numbers and fractions."""
    match node:
        case Number(value):
            return value
        case Call("negative", (inner,)):
            positive = _value(inner)
            return None if positive is None else -positive
        case Call(("+" | "-" | "*" | "/") as sign, (left, right)):
            a, b = _value(left), _value(right)
            if a is None or b is None or (sign == "/" and b == 0):
                return None
            return {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else a}[sign]
        case Call("^", (base, Number(power))) if power.denominator == 1 and 0 <= power <= 12:
            a = _value(base)
            return None if a is None or abs(a) > 10**6 else a ** int(power)
        case _:
            return None
