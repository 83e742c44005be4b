"""Finds whether a text gives an answer away, in whatever form; it errs on the side of holding back."""

# ruff: noqa: E501, RUF001 - patterns, and signs of mathematics

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import mpmath

from agents.mathematics.attempts.answer_phrases import EQUALS_WORDS, EVERYTHING, NOTHING, RELATION_WORDS
from agents.mathematics.attempts.answer_reader import AnswerReading, read_answer
from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.attempts.judging import judge_now
from agents.mathematics.attempts.numeric_slips import near
from agents.mathematics.disclosure.answer_kinds import AnswerKind
from agents.mathematics.disclosure.answer_text import bare_answer
from agents.mathematics.disclosure.asked_calculations import only_asks
from agents.mathematics.disclosure.clauses import clauses, is_asked, squeezed, words_of
from agents.mathematics.disclosure.mathematics_in_text import MathematicsRun, literals, nodes, runs, value_of
from agents.mathematics.disclosure.narrowing import narrows_down, ranges_for_distances
from agents.mathematics.disclosure.phrases import (
    ALONE,
    BOTH_RELATIONS,
    COEFFICIENTS,
    COUNTED_AFTER,
    COUNTED_BEFORE,
    FUNCTION_AT,
    GOES_INTO,
    IS_BEFORE_RELATION,
    LIST_MARK,
    NO_SOLUTION,
    PAIR,
    PER_CENT,
    RANGE_WORDS,
    ROW,
    SLOPE,
    STATED_AFTER,
    STATED_BEFORE,
)
from agents.mathematics.disclosure.same_values import (
    coefficients,
    equal_at_points,
    factors,
    is_plain_fraction,
    is_root_factor,
    rounds_to,
    same_in_unit,
    slope,
    without_units,
)
from agents.mathematics.disclosure.spelled_digits import spells
from agents.mathematics.disclosure.unmasking import unmask
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import Call, Node, variables
from agents.mathematics.expressions.quantities import is_number

_ASSIGNED = re.compile(r"(?<![\w'’])([a-zA-Z])\s*(?::=?|->|→|=>|⇒)\s*(?=[-−]?[\d(√])")
_TWO_OPERANDS = re.compile(r"(?<![\w.^+*/-])(\w+(?:\.\d+)?)\s*([*+])\s*(\w+(?:\.\d+)?)(?![\w.^])")


@dataclass(frozen=True, slots=True)
class Secret:
    """An answer that is held back.

    Args:
        answer: The answer.
        question: Its question; the numbers and expressions in it may be repeated.
        allowed: Other texts whose numbers and expressions may be repeated: the steps before the last.
    """

    answer: Answer
    question: str
    allowed: tuple[str, ...] = ()


def gives_away(secret: Secret, text: str, *, by_code: bool = False) -> bool:
    """Return whether a text gives an answer away.

    Args:
        secret: The answer.
        text: The text, as a person would see it.
        by_code: Whether our own code wrote it: a calculation that is not carried out may then stand in it.
    """
    with mpmath.workdps(numeric.DIGITS):
        guard = _guard(secret, by_code=by_code)
        readings = unmask(COEFFICIENTS.sub("", text) if by_code else text)
        if guard.finds_spelled(text, readings) or guard.kind.finds_marked(text):
            return True
        return any(guard.finds(each) for each in dict.fromkeys([*readings, *map(_with_equals_signs, readings)]))


def _with_equals_signs(text: str) -> str:
    return _ASSIGNED.sub(r"\1 = ", EQUALS_WORDS.sub(lambda found: f"{found[1] or ''} = ", text))


@lru_cache(32)
def _guard(secret: Secret, *, by_code: bool) -> "_Guard":
    return _Guard(secret, read_answer(bare_answer(secret.answer.text)), by_code=by_code)


class _Guard:
    def __init__(self, secret: Secret, reading: AnswerReading | None, *, by_code: bool) -> None:
        self._secret, self._reading, self._by_code = secret, reading, by_code
        self.kind = AnswerKind(secret.question, secret.answer.text, reading)
        sources = [each for text in (secret.question, *secret.allowed) for each in unmask(text)]
        sources += map(_with_equals_signs, tuple(sources))
        self._known = {squeezed(run.text) for source in sources for run in runs(source)}
        self._known |= {
            squeezed(swapped[3] + swapped[2] + swapped[1])
            for source in sources
            for swapped in _TWO_OPERANDS.finditer(source)
        }
        self._known |= {squeezed(side) for run in list(self._known) for side in run.split("=")}
        self._statements = {
            match[0] for source in sources for match in re.finditer(r"[a-zA-Z]=[-\d./]+", squeezed(source))
        }
        quantities = [one for case in reading.cases for _, one in case] if reading else []
        self._unknowns = {name for case in reading.cases for name, _ in case if name} if reading else set()
        self._quantities = quantities
        self._numbers = [value for one in quantities if (value := value_of(one.node)) is not None]
        self._expressions = [one.node for one in quantities if variables(one.node)]
        self._written = squeezed(secret.answer.text)
        self._extra = (
            _factors_in(secret.answer.text, secret.question) if reading and reading.kind in ("yes", "no") else []
        )
        self._given = [
            value
            for source in sources
            for run in runs(source)
            for node in nodes(run.text)
            for value in literals(node)
            if is_number(node) or not is_plain_fraction(node) or self.kind.is_chosen or not _among(value, self._numbers)
        ]
        question = " ; ".join(unmask(secret.question)[:2])
        self._asked = [value for run in runs(question) for node in nodes(run.text) for value in literals(node)]
        self._is_factored = secret.answer.form == "factored" and not self._expressions
        self._hidden = [one for one in map(abs, self._numbers) if not _among(one, self._given)]

    def finds_spelled(self, text: str, readings: Sequence[str]) -> bool:
        """Return whether the digits or letters of the answer are strewn over a text."""
        whole = [one for one in self._hidden if one == mpmath.nint(one) and one < 10**12]
        return any(spells(text, readings, int(one)) for one in whole)

    def finds(self, text: str) -> bool:
        if self.kind.finds(text):
            return True
        kind = self._reading.kind if self._reading else ""
        if kind == "nothing" and any(NO_SOLUTION.search(clause) and not is_asked(clause) for clause in clauses(text)):
            return True
        if self._unknowns and any(_among(mpmath.mpf(one), self._numbers) for one in FUNCTION_AT.findall(text)):
            return True
        if narrows_down(text, self._numbers) or self._finds_factor_numbers(text) or self._finds_coefficients(text):
            return True
        if kind in ("nothing", "everything"):
            pattern = NOTHING if kind == "nothing" else EVERYTHING
            return any(pattern.fullmatch(clause) and not is_asked(clause) for clause in clauses(text))
        if kind == "intervals":
            return self._finds_interval(text)
        if not kind and words_of(self._secret.answer.text) in words_of(text):
            return True
        if self._finds_point(text):
            return True
        return any(self._is_leak(run) for run in runs(without_units(text, self._quantities)))

    def _finds_factor_numbers(self, text: str) -> bool:
        """Return whether the two numbers stand together by which a quadratic is factored."""
        if self._secret.answer.form != "factored":
            return False
        wanted = {abs(value) for one in self._expressions for factor in factors(one) for value in literals(factor)}
        found = ({abs(mpmath.mpf(pair[1])), abs(mpmath.mpf(pair[2]))} for pair in PAIR.finditer(text))
        return len(wanted) == 2 and any(pair == wanted for pair in found)

    def _finds_coefficients(self, text: str) -> bool:
        """Return whether the coefficients of an expression stand in a row, such as “4, −12, 9” of 4x² − 12x + 9."""
        wanted = [row for one in self._expressions if len(row := coefficients(one)) > 2]
        rows = (
            [abs(mpmath.mpf(number)) for number in re.findall(r"\d+(?:\.\d+)?", row[0])] for row in ROW.finditer(text)
        )
        return any(row == other for row in rows for other in wanted)

    def _finds_interval(self, text: str) -> bool:
        text = ranges_for_distances(text)
        for pattern, sign in RANGE_WORDS:
            text = re.sub(pattern, sign, text, flags=re.IGNORECASE)
        for pattern, sign in RELATION_WORDS:
            text = re.sub(rf"(^|[.:;!?>\n]\s*)(?:{pattern})\s*(?=-?\d)", rf"\1x {sign} ", text, flags=re.IGNORECASE)
            text = re.sub(pattern, f" {sign} ", text, flags=re.IGNORECASE)
        text = IS_BEFORE_RELATION.sub("", text)
        for both, sign in BOTH_RELATIONS:
            text = both.sub(sign, text)
        relation = r"[-+\w./√π]+\s*(?:<=|>=|≤|≥|<|>)\s*[-+\w./√π]+(?:\s*(?:<=|>=|≤|≥|<|>)\s*[-+\w./√π]+)?"
        joined = rf"{relation}(?:\s*(?:\bor\b|\band\b|\boder\b|\bund\b|\bo\b|\by\b|,|或|且)\s*{relation})*"
        interval = r"[(\[\]]\s*[^()\[\],;]{1,20}[,;]\s*[^()\[\],;]{1,20}[)\]\[](?:\s*(?:∪|U|or)\s*[(\[\]][^()\[\]]{1,40}[)\]\[])*"
        question = ranges_for_distances(self._secret.question)
        known = {squeezed(match[0]) for match in re.finditer(joined, question)}
        pieces = [match[0] for pattern in (joined, interval, relation) for match in re.finditer(pattern, text)]
        return any(squeezed(piece) not in known and judge_now(self._secret.answer, piece).right for piece in pieces)

    def _finds_point(self, text: str) -> bool:
        """Return whether the solution of a system stands there as a point."""
        if not self._reading or all(len(case) < 2 for case in self._reading.cases):
            return False
        points = re.findall(r"\([^()]{1,30}[,;|][^()]{1,30}\)", text)
        return any(judge_now(self._secret.answer, point).right for point in points)

    def _is_leak(self, run: MathematicsRun) -> bool:
        sides = [side for side in re.split(r"=|≈", run.text) if side.strip()]
        return any(self._side_leaks(run, sides, place) for place in range(len(sides)))

    def _side_leaks(self, run: MathematicsRun, sides: Sequence[str], place: int) -> bool:
        side = sides[place]
        others = [one for index, one in enumerate(sides) if index != place]
        if self._finds_quantity(side + run.after[:12]):
            return True
        for node in nodes(side):
            if self._extra and any(
                _among(one, self._extra) for part in _parts(node) if (one := value_of(part)) is not None
            ):
                return True
            if not is_number(node) and self._holds_long_number(node, side):
                return True
            if variables(node):
                if self._expression_leaks(node, side):
                    return True
                continue
            value = value_of(node)
            if value is None:
                continue
            if self._counts_factors(node):
                return True
            if not (self._by_code or is_number(node) or squeezed(side) in self._known) and self._ties(node, value):
                return True
            if not self._is_wanted(value, node, run, side):
                continue
            if squeezed(side) == self._written and self._written not in self._known:
                return True
            if only_asks(node, run, self._asked) or (
                self._is_factored and not judge_now(self._secret.answer, side).right
            ):
                continue
            if self.kind.is_chosen and _among(value, self._given):
                continue
            is_calculation = not is_number(node) and not is_plain_fraction(node)
            if is_calculation and (self._by_code or squeezed(side) in self._known) and not self._states(node):
                continue
            if is_calculation or self._stated(run, side, others):
                return True
            if squeezed(side) in self._known or _among(value, self._given):
                continue
            if others and any(squeezed(f"{one}={side}") in self._statements for one in others):
                continue
            if self._is_counted(run, side):
                continue
            return True
        return False

    def _holds_long_number(self, node: Node, side: str) -> bool:
        """Return whether the answer stands within a calculation, such as `408/24`; a number of one digit may."""
        if squeezed(side) in self._known:
            return False
        wanted = [one for one in self._hidden if one >= 10 or one != mpmath.nint(one)]
        return any(_among(value, wanted) for value in literals(node))

    def _states(self, node: Node) -> bool:
        """Return whether a calculation of the answer has nothing in it but the answer: `9 − 0`."""
        return all(one == 0 or _among(one, self._hidden) for one in literals(node))

    def _counts_factors(self, node: Node) -> bool:
        """Return whether an exponent that is looked for can be counted: `3·3·3·3` of 3^x = 81."""
        values = [one for factor in factors(node) if (one := value_of(factor)) is not None]
        count = mpmath.mpf(len(values))
        return (
            count > 2
            and _among(count, self._hidden)
            and all(near(one, values[0]) for one in values)
            and all(_among(one, self._given) for one in (values[0], values[0] ** count))
        )

    def _ties(self, node: Node, value: mpmath.mpf) -> bool:
        """Return whether a calculation makes what is given of the answer and what is given: `3·6` of `3x = 18`."""
        parts, known = literals(node), (*self._given, *self._hidden)
        return any(_among(one, self._hidden) for one in parts) and all(_among(one, known) for one in (*parts, value))

    def _finds_quantity(self, text: str) -> bool:
        """Return whether the answer stands there in another unit."""
        found = re.finditer(r"(\d+(?:\.\d+)?)\s*(°?[A-Za-zµ]+(?:/[a-z]+)?[²³]?)", text)
        pairs = [(mpmath.mpf(match[1]), match[2]) for match in found]
        units = [one for one in self._quantities if one.unit]
        known = any(near(value, one) for value, _ in pairs for one in self._given)
        return not known and any(same_in_unit(value, unit, one) for value, unit in pairs for one in units)

    def _stated(self, run: MathematicsRun, side: str, others: Sequence[str]) -> bool:
        """Return whether a value is called the answer, or equal to something that is not known to be."""
        place = run.text.find(side)
        for other in others:
            name = squeezed(other)
            if name in self._unknowns or (
                re.fullmatch("[a-zA-Z]", name) and f"{name}={squeezed(side)}" not in self._statements
            ):
                return True
            if (
                name in self._known
                and not any(map(variables, nodes(other)))
                and not self._is_known_equality(other, side)
            ):
                return True  # 17 * 24 = 408
        before = run.before + run.text[:place]
        if STATED_BEFORE.search(before[-60:]) or (
            place + len(side) >= len(run.text.rstrip()) and STATED_AFTER.search(run.after[:60])
        ):
            return True
        line_before, line_after = run.before.rpartition("\n")[2], run.after.partition("\n")[0]
        return (
            not others
            and bool(ALONE.fullmatch(line_before))
            and bool(ALONE.fullmatch(line_after))
            and squeezed(side) not in self._known
        )

    def _is_known_equality(self, other: str, side: str) -> bool:
        return any(squeezed(f"{other}={side}") in squeezed(text) for text in self._secret.allowed)

    def _is_counted(self, run: MathematicsRun, side: str) -> bool:
        """Return whether a number only counts something, such as steps, or numbers a list."""
        if squeezed(run.text) != squeezed(side):
            return False
        if PER_CENT.match(run.after) or GOES_INTO.search(run.before[-40:] + run.text):
            return False
        if COUNTED_BEFORE.search(run.before[-20:]) or COUNTED_AFTER.match(run.after[:40]):
            return True
        is_mark = LIST_MARK.search(run.before[-12:]) and re.match(r"[.):]+\**[ \t]+\S", run.after)
        return bool(is_mark) and len(squeezed(side)) < 3

    def _is_wanted(self, value: mpmath.mpf, node: Node, run: MathematicsRun, side: str) -> bool:
        values = [*self._numbers, *self._extra]
        if any(near(value, one) or rounds_to(value, one, node) for one in values):
            return True
        percent = any(one.percent for one in self._quantities)
        if (percent or "%" in side) and any(near(value * 100, one) for one in self._numbers):
            return True
        if "%" not in side and PER_CENT.match(run.after):
            return any(near(abs(value) / 100, abs(one)) or rounds_to(value / 100, one, node) for one in self._numbers)
        return False

    def _expression_leaks(self, node: Node, side: str) -> bool:
        if squeezed(side) in self._known:
            return False
        for wanted in self._expressions:
            if equal_at_points(wanted, node, up_to_constant="C" in variables(wanted)):
                form = self._secret.answer.form
                if form == "value" or self._by_code or judge_now(self._secret.answer, side).right:
                    return True
                if form == "factored" and set(map(str, literals(wanted))) <= set(map(str, literals(node))):
                    return True  # x² + 3x + 5x + 15
            if self._secret.answer.form == "factored" and any(
                equal_at_points(factor, part)
                for factor in factors(wanted)
                if variables(factor)
                for part in _parts(node)
            ):
                return True
        if SLOPE.search(self._secret.question) and (found := slope(node)) is not None and _among(found, self._numbers):
            return True
        if len(self._unknowns) == 1 and self._numbers and variables(node) == self._unknowns and not self._by_code:
            return any(is_root_factor(factor, self._numbers) for factor in factors(node))
        return False


def _parts(node: Node) -> list[Node]:
    """Return an expression and all that it is made of."""
    inner = node.arguments if isinstance(node, Call) else ()
    return [node, *(part for argument in inner for part in _parts(argument))]


def _among(value: mpmath.mpf, numbers: Iterable[mpmath.mpf]) -> bool:
    """Return whether a number is one of others, but for its sign."""
    return any(near(abs(value), abs(one)) for one in numbers)


def _factors_in(text: str, question: str) -> list[mpmath.mpf]:
    """Return the numbers of the product in a verdict such as `No: 91 is not a prime number; it is 7 · 13`."""
    given = [value for run in runs(question) for node in nodes(run.text) for value in literals(node)]
    products = (
        node
        for run in runs(text.replace("·", "*"))
        for side in run.text.split("=")
        for node in nodes(side)
        if "*" in side
    )
    return [value for node in products for value in literals(node) if not _among(value, given)]
