"""Compares an attempt with a known answer, in the worker: exactly with SymPy, and in decimals at points without it."""

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

import mpmath
import sympy

from agents.mathematics.attempts.answer_forms import has_form
from agents.mathematics.attempts.answer_reader import AnswerReading, Case, Ends, read_answer
from agents.mathematics.attempts.equivalence import Answer, Judgement
from agents.mathematics.attempts.numeric_slips import near, slip_of_numbers
from agents.mathematics.attempts.slips import Slip
from agents.mathematics.everyday.units import factor_between, temperature_in
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Call, Name, Node, Number, variables
from agents.mathematics.expressions.quantities import AnswerQuantity, is_number
from agents.mathematics.expressions.sympy_builder import build

_POINTS = (Fraction(7, 5), Fraction(11, 3), Fraction(-9, 4), Fraction(31, 7), Fraction(3, 8))
_CONSTANTS_OF_INTEGRATION = ("C", "c", "K", "k")
_LISTED = re.compile(r"(?<=\d),(?=[-−]?\d)")


class _UndecidedError(Exception):
    """The two ways of comparing differ, or neither can compare."""


def judge_now(answer: Answer, attempt: str) -> Judgement:
    """Return whether an attempt is the answer.

    Raises:
        AlgebraError: The answer itself cannot be read.
    """
    expected = read_answer(answer.text)
    if expected is None:
        raise AlgebraError("The known answer cannot be read.")
    written = [attempt, *([_LISTED.sub("; ", attempt)] if _LISTED.search(attempt) else [])]
    verdicts = [_judge_reading(answer, expected, given) for each in written if (given := read_answer(each)) is not None]
    return next(
        (one for one in verdicts if one.right), next((one for one in verdicts if one.right is False), Judgement(None))
    )


def _judge_reading(answer: Answer, expected: AnswerReading, given: AnswerReading) -> Judgement:
    if expected.kind == "intervals" and given.is_point and len(given.cases[0]) == 2:
        low, high = (one.node for _, one in given.cases[0])
        given = AnswerReading("intervals", intervals=(Ends(low, high),))
    try:
        with mpmath.workdps(numeric.DIGITS):
            return _compare(answer, expected, given)
    except (_UndecidedError, AlgebraError, ArithmeticError, ValueError, TypeError, NotImplementedError):
        return Judgement(None)


def _compare(answer: Answer, expected: AnswerReading, given: AnswerReading) -> Judgement:
    if expected.kind == "cases" and given.kind == "intervals" and len(expected.cases) == 1:
        return Judgement(None)
    if expected.kind != given.kind:
        if {expected.kind, given.kind} & {"yes", "no"}:
            return Judgement(False if {expected.kind, given.kind} == {"yes", "no"} else None)
        if {expected.kind, given.kind} == {"intervals", "cases"}:
            return Judgement(None)
        return Judgement(False)
    match expected.kind:
        case "cases":
            return _compare_cases(answer, expected, given)
        case "intervals":
            return _compare_intervals(expected.intervals, given.intervals)
        case _:
            return Judgement(True)


def _compare_cases(answer: Answer, expected: AnswerReading, given: AnswerReading) -> Judgement:
    names = sorted({name for case in expected.cases for name, _ in case if name})
    cases = [_with_names(case, names) for case in given.cases]
    if given.is_point or len(names) > 1:
        cases = [_as_point(cases, names)] if len(cases) > 1 and all(len(case) == 1 for case in cases) else cases
    if any(len(case) != len(other) for case in cases for other in expected.cases):
        if len(names) > 1 and any(len(case) < len(names) for case in cases):
            return (
                Judgement(False, Slip("forgotten_solution"))
                if _all_found(answer, expected, cases)
                else Judgement(False)
            )
        return Judgement(None)
    if any({name for name, _ in case} != {name for name, _ in expected.cases[0]} for case in cases):
        return Judgement(None)
    matched = [any(_same_case(answer, one, other) for other in cases) for one in expected.cases]
    wanted = [any(_same_case(answer, one, other) for one in expected.cases) for other in cases]
    if all(matched) and all(wanted):
        nodes = [[one.node for case in side for _, one in case] for side in (expected.cases, given.cases)]
        if has_form(answer.form, nodes[0], nodes[1]):
            return Judgement(True)
        return Judgement(False, Slip("unfinished"))
    return Judgement(False, _slip_of_cases(answer, expected, cases))


def _all_found(answer: Answer, expected: AnswerReading, cases: Sequence[Case]) -> bool:
    whole = dict(expected.cases[0])
    return len(expected.cases) == 1 and all(
        name in whole and _same(answer, whole[name], one) for case in cases for name, one in case
    )


def _with_names(case: Case, names: Sequence[str]) -> Case:
    """Return a case with the letters of the answer, where it was written without any."""
    written = [name for name, _ in case]
    if not any(written) and len(names) == len(case):
        return tuple((name, one) for name, (_, one) in zip(names, case, strict=True))
    if not names and len(case) == 1:
        return (("", case[0][1]),)
    if len(names) == 1 and len(case) == 1 and written[0] and written[0].lower() == names[0].lower():
        return ((names[0], case[0][1]),)
    return tuple(sorted(case, key=lambda pair: pair[0]))


def _as_point(cases: Sequence[Case], names: Sequence[str]) -> Case:
    values = [case[0] for case in cases]
    if len(values) == len(names) and not any(name for name, _ in values):
        return tuple((name, one) for name, (_, one) in zip(names, values, strict=True))
    return tuple(sorted(values, key=lambda pair: pair[0]))


def _same_case(answer: Answer, expected: Case, given: Case) -> bool:
    pairs = zip(sorted(expected, key=lambda pair: pair[0]), sorted(given, key=lambda pair: pair[0]), strict=True)
    return all(_same(answer, one, other) for (_, one), (_, other) in pairs)


def _same(answer: Answer, expected: AnswerQuantity, given: AnswerQuantity) -> bool:
    """Return whether two quantities are the same.

    Raises:
        _UndecidedError: The two ways of comparing differ.
    """
    scale = sympy.Integer(1)
    if given.unit and expected.unit:
        if temperature := temperature_in(build(given.node), given.unit, expected.unit):
            return _equal_numbers(answer, build(expected.node), temperature, given)
        scale = factor_between(given.unit, expected.unit)
    elif expected.unit and answer.unit_needed:
        return False
    if expected.percent != given.percent:
        if expected.percent and _same_nodes(expected.node, given.node):
            return True  # a percentage is asked for, and its sign is left out
        scale = sympy.Rational(1, 100) if given.percent else sympy.Integer(100)
    if not variables(expected.node) and not variables(given.node):
        return _equal_numbers(answer, build(expected.node), build(given.node) * scale, given)
    return scale == 1 and _same_nodes(expected.node, given.node)


def _equal_numbers(answer: Answer, expected: sympy.Expr, value: sympy.Expr, given: AnswerQuantity) -> bool:
    exact = sympy.simplify(expected - value) == 0
    digits = abs(_in_decimals(expected) - _in_decimals(value)) <= mpmath.mpf(10) ** -30 * (1 + abs(_in_decimals(value)))
    if exact != digits:
        raise _UndecidedError
    if exact or answer.decimals is None:
        return bool(exact)
    places = given.places if given.places is not None else (0 if is_number(given.node) else None)
    if places is None or places < answer.decimals or not value.is_real:
        return False
    return bool(
        abs(_in_decimals(expected) - _in_decimals(value)) <= mpmath.mpf("0.5000001") * mpmath.mpf(10) ** -places
    )


def _same_nodes(expected: Node, given: Node) -> bool:
    """Return whether two expressions are equal: their difference vanishes in SymPy, and at points without it.

    They need not be equal where the known answer has no real value: `ln(x²)` is right for `2·ln(x)`.

    Raises:
        _UndecidedError: The two ways differ, or what is given has no real value where the known answer has one.
    """
    constant = {"C"} & variables(expected)
    if constant:
        written = sorted(variables(given) & (set(_CONSTANTS_OF_INTEGRATION) - (variables(expected) - constant)))
        if len(written) != 1:
            return False
        expected, given = _without(expected, "C"), _without(given, written[0])
    difference = build(expected) - build(given)
    names = sorted(variables(expected) | variables(given))
    compared = 0
    equal = covers = True
    first = mpmath.mpf(0)
    for shift, start in enumerate(_POINTS):
        point = {name: mpmath.mpf((start + shift * place).numerator) / (start + shift * place).denominator
                 for place, name in enumerate(names)}  # fmt: skip
        left, right = (numeric.evaluate(node, point, {}) for node in (expected, given))
        if not (mpmath.isfinite(left) and mpmath.isfinite(right)):
            continue
        if mpmath.im(left) or mpmath.im(right):
            covers = covers and bool(mpmath.im(left))
            if not near(left, right):
                continue
        if constant and not compared:
            first = left - right
        compared += 1
        equal = equal and near(left, right + first)
    exact = _is_zero(difference, constant=bool(constant)) or (
        equal and _is_zero(_for_positive(difference), constant=bool(constant))
    )
    if not compared or exact != equal or (equal and not covers):
        raise _UndecidedError
    return bool(exact)


def _is_zero(difference: sympy.Expr, *, constant: bool) -> bool:
    simple = (sympy.simplify(difference), sympy.expand(difference))
    return any(not one.free_symbols if constant else one == 0 for one in simple)


def _for_positive(difference: sympy.Expr) -> sympy.Expr:
    """Return a difference whose letters stand for positive numbers."""
    positive = difference.subs({one: sympy.Dummy(one.name, positive=True) for one in difference.free_symbols})
    return sympy.expand_log(positive)


def _without(node: Node, letter: str) -> Node:
    """Return an expression with zero in the place of a letter."""
    match node:
        case Name(name) if name == letter:
            return Number(Fraction(0))
        case Call(function, arguments):
            return Call(function, tuple(_without(one, letter) for one in arguments))
        case _:
            return node


def _in_decimals(value: sympy.Expr) -> mpmath.mpf:
    number = sympy.N(value, numeric.DIGITS)
    real, imaginary = number.as_real_imag()
    return mpmath.mpf(str(real)) if imaginary == 0 else mpmath.mpc(str(real), str(imaginary))


def _compare_intervals(expected: Sequence[Ends], given: Sequence[Ends]) -> Judgement:
    one, other = _union(expected), _union(given)
    same = one == other or sympy.simplify(one.symmetric_difference(other)) == sympy.EmptySet
    tried = all(_holds(expected, place) == _holds(given, place) for place in _trial_places([*expected, *given]))
    if same != tried:
        raise _UndecidedError
    if same:
        return Judgement(True)
    ends = [
        {_rough(end) for each in side for end in (each.low, each.high) if end is not None} for side in (expected, given)
    ]
    return Judgement(False, Slip("end") if ends[0] == ends[1] else None)


def _union(intervals: Sequence[Ends]) -> sympy.Set:
    return sympy.Union(
        *(
            sympy.Interval(
                -sympy.oo if one.low is None else build(one.low),
                sympy.oo if one.high is None else build(one.high),
                one.low_is_open,
                one.high_is_open,
            )
            for one in intervals
        )
    )


def _trial_places(intervals: Sequence[Ends]) -> list[mpmath.mpf]:
    """Return the ends themselves, and places between and outside them."""
    ends = sorted({_rough(end) for one in intervals for end in (one.low, one.high) if end is not None})
    if not ends:
        return [mpmath.mpf(0)]
    between = [(left + right) / 2 for left, right in itertools.pairwise(ends)]
    return [ends[0] - 1, *ends, *between, ends[-1] + 1]


def _rough(end: Node) -> mpmath.mpf:
    return mpmath.mpf(mpmath.nstr(numeric.evaluate(end, {}, {}), 30))


def _holds(intervals: Sequence[Ends], place: mpmath.mpf) -> bool:
    for one in intervals:
        above = one.low is None or (place > _rough(one.low) if one.low_is_open else place >= _rough(one.low))
        below = one.high is None or (place < _rough(one.high) if one.high_is_open else place <= _rough(one.high))
        if above and below:
            return True
    return False


def _slip_of_cases(answer: Answer, expected: AnswerReading, cases: Sequence[Case]) -> Slip | None:
    quantities = [[one for case in side for _, one in case] for side in (expected.cases, cases)]
    if any(variables(one.node) for side in quantities for one in side):
        return _slip_of_expressions(quantities[0], quantities[1])
    values = [[_in_decimals(build(one.node)) for one in side] for side in quantities]
    units = {one.unit for one in quantities[0]} - {""}
    if units and len(values[0]) == len(values[1]) == 1:
        written = quantities[1][0].unit
        if (written and near(values[0][0], values[1][0])) or (answer.unit_needed and not written):
            return Slip("unit")
        if written:
            return None
    if any(len(case) > 1 for case in expected.cases):
        return None
    return slip_of_numbers(values[0], values[1], places=quantities[1][0].places)


def _slip_of_expressions(expected: Sequence[AnswerQuantity], given: Sequence[AnswerQuantity]) -> Slip | None:
    if len(expected) != 1 or len(given) != 1:
        return None
    wanted, found = build(expected[0].node), build(given[0].node)
    if wanted == 0 or found == 0:
        return None
    constants = {sympy.Symbol(name) for name in _CONSTANTS_OF_INTEGRATION}
    if wanted.free_symbols & constants and not found.free_symbols & constants:
        rest = sympy.expand(wanted - found)
        return Slip("constant") if rest.free_symbols and rest.free_symbols <= constants else None
    ratio = sympy.simplify(found / wanted)
    if ratio.is_number:
        return Slip("sign" if ratio == -1 else "factor")
    left, right = (sorted(sympy.Add.make_args(sympy.expand(one)), key=str) for one in (wanted, found))
    magnitudes = [{abs(term.as_coeff_Mul()[0]) * term.as_coeff_Mul()[1] for term in side} for side in (left, right)]
    return Slip("sign") if magnitudes[0] == magnitudes[1] and len(left) == len(right) else None
