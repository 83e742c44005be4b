"""Prints SymPy expressions, and lays out the steps of a result."""

# ruff: noqa: RUF001 - signs of mathematics

import re
from collections.abc import Sequence
from fractions import Fraction

import sympy
from sympy.printing.str import StrPrinter

from agents.mathematics.expressions.decimals import exponent_of, format_decimal
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.sympy_builder import MAX_DIGITS
from agents.mathematics.result import Result

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_GREEK = {
    "pi": "π", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ", "lambda": "λ",
    "mu": "μ", "rho": "ρ", "sigma": "σ", "phi": "φ", "omega": "ω", "oo": "∞", "I": "i", "E": "e", "log": "ln",
}  # fmt: skip
_APPROXIMATION_DIGITS = 6


class _Printer(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """Writes absolute values with bars, and powers of e as powers."""

    def _print_Abs(self, expression: sympy.Abs) -> str:  # noqa: N802 - the name that SymPy looks for
        return f"|{self._print(expression.args[0])}|"

    def _print_exp(self, expression: sympy.exp) -> str:
        exponent = self._print(expression.args[0])
        return f"e**{exponent}" if re.fullmatch(r"\w+", exponent) else f"e**({exponent})"


def pretty(expression: sympy.Basic) -> str:
    """Return plain text such as `x² + 5x + 6`."""
    if any(abs(number.p) >= 10**MAX_DIGITS for number in expression.atoms(sympy.Rational)):
        raise AlgebraError(f"The result has more than {MAX_DIGITS:,} digits; ask for something smaller.")
    text = _Printer().doprint(expression)
    text = re.sub(r"log\(\|([^|]*)\|\)", r"log|\1|", text)
    text = re.sub(r"\b[A-Za-z]+\b", lambda word: _GREEK.get(word[0], word[0]), text)
    text = re.sub(r"\b([A-Za-z])_?(\d+)\b", lambda name: name[1] + name[2].translate(_SUBSCRIPTS), text)
    text = re.sub(r"\*\*(\d+)", lambda power: power[1].translate(_SUPERSCRIPTS), text)
    text = re.sub(r"\*\*\((-\d+)\)", lambda power: power[1].translate(_SUPERSCRIPTS), text)
    text = text.replace("**", "^")
    text = re.sub(r"sqrt\(([^\W²³¹⁰⁴⁵⁶⁷⁸⁹]+)\)", r"√\1", text).replace("sqrt(", "√(")
    text = re.sub(r"(?<![\w^.₀-₉])(\d+)\*(?=[A-Za-zα-ωπ√(])", r"\1", text)
    return text.replace("*", "·").replace("-", "−")


def superscript(exponent: int) -> str:
    """Return a whole number in superscript digits."""
    return str(exponent).translate(_SUPERSCRIPTS)


def approximation(expression: sympy.Expr) -> str:
    """Return ` ≈ 1.41421` or ` = 0.25` for a real number that is not whole, else nothing."""
    if not expression.is_number or expression.is_Integer or not expression.is_finite:
        return ""
    value = sympy.N(expression, 2 * _APPROXIMATION_DIGITS)
    if not value.is_Float:
        return ""
    text = f"{float(value):.{_APPROXIMATION_DIGITS}g}"
    exact = expression.is_Rational and sympy.Rational(text) == expression
    return f" {'=' if exact else '≈'} {text}".replace("-", "−")


def format_number(number: sympy.Expr, *, decimals: bool) -> str:
    """Write a number exactly, and beside a fraction or a root its decimals; decimals alone where they are exact.

    Args:
        number: The number.
        decimals: Whether the question was asked in decimals, so that the answer is one too.
    """
    if decimals and number.is_Rational and not number.is_Integer:
        exact = Fraction(int(number.p), int(number.q))
        if _is_decimal(exact):
            return format_decimal(exact)
    return pretty(number) + approximation(number)


def digits(number: Fraction) -> str:
    """Write a number: decimals where they are exact, else a fraction with its decimals beside it."""
    return format_number(sympy.Rational(number.numerator, number.denominator), decimals=True)


def _is_decimal(number: Fraction) -> bool:
    rest = number.denominator
    for prime in (2, 5):
        rest //= prime ** exponent_of(prime, rest)
    return rest == 1


def format_result(result: Result) -> str:
    """Return the verdict, the numbered steps, the answer, and what was read in one way of two, as Markdown."""
    verdict = f"{result.verdict}\n\n" if result.verdict else ""
    note = f"\n\n({result.note})" if result.note else ""
    return f"{verdict}{format_steps(result.steps, result.answer)}{note}"


def format_steps(steps: Sequence[str], answer: str) -> str:
    """Return numbered steps, and the answer below them, as Markdown."""
    numbered = steps[0] if len(steps) == 1 else "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    return f"{numbered}\n\n**Answer:** {answer}".lstrip()
