"""Checks a learner's working line by line: which line is the first that does not follow from the one before it."""

import itertools
import re
from collections.abc import Sequence

import mpmath
import sympy

from agents.mathematics.attempts.answer_reader import read_answer
from agents.mathematics.attempts.numeric_slips import near
from agents.mathematics.attempts.slips import Slip
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Equation, Node, Statement, parse, variables
from agents.mathematics.expressions.sympy_builder import build
from agents.mathematics.questions.notation import plain_notation

MAX_LINES = 30
_MARKER = re.compile(
    r"^\s*(?:(?:step|line|schritt|zeile|paso|línea|第)?\s*\d+\s*(?:[.):]\s|行|步)|[-*•]\s+|=>|⇒|⟹|→|so\b|also\b|\|)\s*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*(?:\|.*|//.*|#.*|\((?:[a-z ]{4,})\)\s*)$", re.IGNORECASE)


def first_wrong_line(lines: Sequence[str]) -> Slip | None:
    """Return the first line that does not follow from the one before; None where all do, or as far as they are read.

    A line is an equation in one unknown, whose solutions must be those of the line before, solutions such as
    `x = 2 or x = 3`, or a chain of equal values.
    """
    with mpmath.workdps(numeric.DIGITS):
        return _first_wrong(lines[:MAX_LINES])


def _first_wrong(lines: Sequence[str]) -> Slip | None:
    before: frozenset[sympy.Expr] | None = None
    value: Node | None = None
    for number, line in enumerate(lines, 1):
        text = _REMARK.sub("", _MARKER.sub("", line)).strip()
        if not text:
            continue
        try:
            solutions = None if text.startswith("=") else _solutions(text)
            if solutions is None:
                sides = _sides(text)
                chain = [*([value] if value is not None and text.startswith("=") else []), *sides]
                if any(not _equal(one, other) for one, other in itertools.pairwise(chain)):
                    return Slip("step", number)
                value = sides[-1]
                continue
        except (AlgebraError, NotImplementedError, ArithmeticError, ValueError, TypeError):
            continue  # a line of words
        if before is not None and not _same_sets(before, solutions):
            return Slip("step", number)
        before = solutions
    return None


def _solutions(text: str) -> frozenset[sympy.Expr] | None:
    """Return the solutions of the equations in a line; None if it states values without an unknown."""
    parts = [part for part in re.split(r"\s*(?:\bor\b|\boder\b|\bo\b|或者?|\band\b|\bund\b|[,;])\s*", text) if part]
    found: set[sympy.Expr] = set()
    for part in parts:
        reading = read_answer(part) if re.match(r"\s*[a-zA-Z]\s*[₀-₉\d]*\s*=", part) else None
        if reading is not None and reading.kind == "cases":
            values = [one.node for case in reading.cases for name, one in case if name]
            if values and not any(map(variables, values)):
                found |= {build(value) for value in values}
                continue
        for statement in _statements(part):
            if not isinstance(statement, Equation):
                return None
            letters = variables(statement)
            if not letters:
                return None
            if len(letters) > 1:
                raise AlgebraError("One unknown is followed.")
            unknown = sympy.Symbol(letters.pop())
            found |= set(sympy.solve(build(statement.left) - build(statement.right), unknown))
    return frozenset(found)


def _statements(text: str) -> list[Statement]:
    return parse(plain_notation(text).replace("−", "-"))


def _sides(text: str) -> list[Node]:
    sides = [side for side in text.split("=") if side.strip()]
    nodes = [statement for side in sides for statement in _statements(side)]
    return [node for node in nodes if not isinstance(node, Equation)]


def _equal(one: Node, other: Node) -> bool:
    """Return whether two expressions are equal, exactly and at a point."""
    exact = sympy.simplify(build(one) - build(other)) == 0
    names = sorted(variables(one) | variables(other))
    point = {name: mpmath.mpf(7 + 2 * place) / 5 for place, name in enumerate(names)}
    rough = near(numeric.evaluate(one, point, {}), numeric.evaluate(other, point, {}))
    if exact != rough:
        raise AlgebraError("The two ways of comparing differ.")
    return bool(exact)


def _same_sets(one: frozenset[sympy.Expr], other: frozenset[sympy.Expr]) -> bool:
    def within(left: frozenset[sympy.Expr], right: frozenset[sympy.Expr]) -> bool:
        return all(any(near(_rough(a), _rough(b)) for b in right) for a in left)

    return within(one, other) and within(other, one)


def _rough(value: sympy.Expr) -> mpmath.mpf:
    real, imaginary = sympy.N(value, numeric.DIGITS).as_real_imag()
    return mpmath.mpc(str(real), str(imaginary))
