"""Compares what an answer states with what the calculator returned; no model is asked whether it is right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.events import Event, Mark, Path, ToolEnd, ToolStart
from agents.mathematics.expressions.parser import AlgebraError, Call, Node, Number, variables
from agents.mathematics.questions.tokens import QuestionToken, tokenize
from agents.mathematics.result import UnconfirmedError
from agents.turn.answer_contradictions import contradicts, scales

CALCULATOR = "calculator"
MATHEMATICS = "math_assistant"

_MAX_CHARACTERS = 4000  # of the end of an answer, where its result stands
_MAX_STATEMENT_CHARACTERS = 600
_LAST = 3  # statements in which the result of an answer stands
_ANSWER = re.compile(r"\*\*Answer:\*\*\s*(.+)")
_CONFIRMATION = re.compile(r"^(?:Checked by .+|\(.+\.\))$", re.MULTILINE)  # and how the question was read
_BREAK = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-Z*\\$])")
_MARKUP = re.compile(r"\*\*|[`#>_✓“”\"]|\\boxed|^\s*(?:\d+\.|[-*])\s+", re.MULTILINE)
_PERCENT = re.compile(r"\s*(?:%|\bper ?cent\b)", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<![\d,.])(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}(?![\d,])")
_ROUGHLY = re.compile(r"≈|\b(?:about|approximately|approx|roughly|rounded|nearly)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """How the result of an answer compares with the calculation.

    Args:
        mark: `checked` where they agree, `differs` where they do not, `unchecked` where code cannot tell, and empty
            where the answer is not about mathematics.
        calculated: What the calculator returned, where it differs.
    """

    mark: Mark
    calculated: str = ""


class AnswerCheck:
    """Keeps the results of the calculator in one turn, and compares the answer with them.

    Args:
        route: Where the question goes; the mathematics specialist may be asked directly.

    Attributes:
        unconfirmed: How many results the calculator kept back, because no second way confirmed them.
    """

    def __init__(self, route: str) -> None:
        self._is_mathematics = route == MATHEMATICS
        self._calls: set[Path] = set()
        self._results: list[str] = []
        self._confirmations: list[str] = []
        self.unconfirmed = 0

    def add_event(self, event: Event) -> None:
        """Take note of who works, and of what the calculator returns."""
        match event:
            case ToolStart(path=path, name=name):
                self._is_mathematics = self._is_mathematics or name in (MATHEMATICS, CALCULATOR)
                if name == CALCULATOR:
                    self._calls.add(path)
            case ToolEnd(path=path, output=output, ok=True) if path in self._calls:
                self._results += _ANSWER.findall(output)
                self._confirmations += _CONFIRMATION.findall(output)
            case ToolEnd(path=path, output=UnconfirmedError.SENTENCE) if path in self._calls:
                self.unconfirmed += 1
            case _:
                pass

    def verdict(self, text: str) -> AnswerMark:
        """Return how the text's result compares with the last one of the calculator."""
        if not self._is_mathematics or not text:
            return AnswerMark("")
        if not self._results:
            return AnswerMark("unchecked")
        for confirmation in self._confirmations:
            text = text.replace(confirmation, "")  # "fifty digits" is no result
        return compare(text, self._results)


def compare(text: str, results: Sequence[str]) -> AnswerMark:
    """Return how the result that a text states compares with calculated ones, of which the last is the answer."""
    wanted = _values(results[-1])
    statements = [part for part in _BREAK.split(text[-_MAX_CHARACTERS:]) if part.strip()]
    if not wanted:
        said = any(_plain(results[-1]) in _plain(statement) for statement in statements[-_LAST:])
        return AnswerMark("checked" if said else "unchecked")
    if results[-1].startswith(("Yes", "No")):
        said = any(_plain(results[-1]) in _plain(statement) for statement in statements)
        return AnswerMark("checked" if said else "unchecked")
    with_values = [(one, values) for one in statements if (values := _values(one))]
    if not with_values:
        return AnswerMark("unchecked")
    emphasised = next((part for one, _ in reversed(with_values) if _values(part := _emphasised(one))), "")
    final = emphasised or with_values[-1][0]
    values = _values(final)
    if any(not _equal(left, right, final) for left, right in _equalities(final)):
        return AnswerMark("differs", results[-1])
    if _agrees(values, wanted, final, results[-1]):
        stated = final if emphasised and len(with_values) > 1 else with_values[-1][0]
        return AnswerMark("unchecked" if contradicts(stated, results[-1]) else "checked")
    if _DECIMAL_COMMA.search(final):
        return compare(_with_points(text), results)
    if any(_equal(value, one, final) for value in values for one in wanted):
        return AnswerMark("unchecked")  # a part of several values
    if any(_agrees(values, _values(earlier), final, earlier) for earlier in results[:-1]):
        return AnswerMark("unchecked")
    if not emphasised and any(_agrees(others, wanted, one, results[-1]) for one, others in with_values):
        return AnswerMark("unchecked")  # it stands there, and something else comes after it
    return AnswerMark("differs", results[-1])


def _with_points(text: str) -> str:
    """Return a text with points in its decimals, as English writes them, where commas stand."""
    return _DECIMAL_COMMA.sub(lambda number: number[0].replace(".", "").replace(",", "."), text)


def _emphasised(statement: str) -> str:
    """Return what a statement sets in bold or in a box."""
    _, boxed, rest = statement.rpartition("\\boxed")
    return rest if boxed else " and ".join(re.findall(r"\*\*(.+?)\*\*", statement))


def _agrees(values: Sequence[Node], wanted: Sequence[Node], statement: str, result: str) -> bool:
    return any(
        all(any(_equal(value, one, statement, scale) for value in values) for one in wanted)
        for scale in scales(statement, result)
    )


def _values(statement: str) -> list[Node]:
    """Return the different numbers and expressions of a statement; a letter alone is none."""
    found: list[Node] = []
    for token in _tokens(statement):
        node = token.node
        if isinstance(node, Number | Call) and not any(_equal(node, other, "") for other in found):
            found.append(node)
    return found


def _equalities(statement: str) -> list[tuple[Node, Node]]:
    """Return the pairs of numbers that a statement calls equal."""
    tokens = _tokens(statement)
    return [
        (left.node, right.node)
        for left, sign, right in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if sign.text == "="
        and isinstance(left.node, Number | Call)
        and isinstance(right.node, Number | Call)
        and not variables(left.node) | variables(right.node)
    ]


def _tokens(statement: str) -> list[QuestionToken]:
    plain = _PERCENT.sub("", _MARKUP.sub(" ", statement[:_MAX_STATEMENT_CHARACTERS])).replace("≈", "=")
    plain = re.sub(r"\\[\[\]()]|\$", " ", plain).rstrip(" .!?")
    try:
        return tokenize(plain)
    except AlgebraError:
        plain = re.sub(r"[^\w\s.,=+\-−*·/^()√πθ²³⁴⁵½¼¾|!\\{}]", " ", plain)
    try:
        return tokenize(plain)
    except AlgebraError:
        numbers = re.findall(r"(?<!\d)[-−]?\d{1,15}(?:\.\d{1,15})?(?!\d)", plain)
        return [token for number in numbers for token in tokenize(number)]


def _equal(a: Node, b: Node, statement: str, scale: int = 1) -> bool:
    """Return whether two values are the same, a rounded decimal as far as it is written."""
    import mpmath  # here, as a server starts without it

    from agents.mathematics.expressions import numeric

    names = sorted(variables(a) | variables(b))
    for place in range(3 if names else 1):
        point = {name: mpmath.mpf(7 + 3 * place + 2 * index) / 5 for index, name in enumerate(names)}
        try:
            left, right = numeric.evaluate(a, point, {}) * scale, numeric.evaluate(b, point, {})
        except (AlgebraError, ArithmeticError, ValueError, TypeError):
            return False
        if mpmath.isinf(left) or mpmath.isinf(right):
            return bool(left == right)
        if not abs(left - right) <= max(
            _rounding(a, statement), _rounding(b, statement), mpmath.mpf(10) ** -12 * abs(right)
        ):
            return False
    return True


def _rounding(node: Node, statement: str) -> float:
    """Return by how much a written decimal may differ from what it is rounded from."""
    match node:
        case Number(value, decimal=True):
            digits = len(str(float(value)).partition(".")[2])
            return 0.5001 * 10.0**-digits if digits > 1 else 0.0
        case Number() if _ROUGHLY.search(statement):
            return 0.5
        case Call("negative", (Number() as number,)):
            return _rounding(number, statement)
        case _:
            return 0.0


def _plain(text: str) -> str:
    return re.sub(r"[^\w∞-]+", " ", text.lower().replace("−", "-")).strip()
