"""Reads a question as a problem, by a grammar; every word of the question has its place in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

import lark
from lark.common import LexerConf
from lark.lexer import Lexer

from agents.mathematics.parser import Call, Equation, Name, Node, Number
from agents.mathematics.problem import ORDINALS, VALUES, Function, Interval, Problem, Value, right_side
from agents.mathematics.questions.tokens import Mathematics, NotUnderstoodError, QuestionToken, tokenize
from agents.mathematics.questions.unit_names import is_unit

_GRAMMAR = Path(__file__).parent / "grammar.lark"
_KINDS = {
    kind: kind.upper()
    for kind in (
        "expression", "percent", "interval", "matrix", "vector", "option", "time", "counts", "digits", "letters",
    )
}  # fmt: skip
_ORDERS = ("<", ">", "<=", ">=", "!=")


class _Piece(lark.Token):
    """A token of the grammar, with the mathematics of an expression."""

    node: Mathematics


class _Lexer(Lexer):
    """Gives the tokens of a question to the grammar."""

    def __init__(self, conf: LexerConf) -> None:
        self._words = {
            terminal.pattern.value: terminal.name for terminal in conf.terminals if terminal.pattern.type == "str"
        }

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[lark.Token]:
        for place, token in enumerate(tokenize(str(lexer_state))):  # Earley hands over the text itself
            yield self._piece(token, place)

    def _piece(self, token: QuestionToken, place: int) -> lark.Token:
        if token.node is not None:
            piece = _Piece(_KINDS.get(token.kind, "EXPRESSION"), token.text, start_pos=place)
            piece.node = token.node
            return piece
        return lark.Token(_KINDS.get(token.kind) or self._kind_of_word(token.text), token.text, start_pos=place)

    def _kind_of_word(self, word: str) -> str:
        if word in self._words:
            return self._words[word]
        if word in _ORDERS:
            return "ORDER"
        return "UNIT" if is_unit(word) else "WORD"


@cache
def _parser() -> lark.Lark:
    return lark.Lark(_GRAMMAR.read_text("utf-8"), parser="earley", lexer=_Lexer, start="question")


def read_question(question: str) -> Problem:
    """Return the problem that a question poses.

    Raises:
        NotUnderstoodError: A part of it has no meaning here; the sentence names the first such part.
    """
    try:
        tree = _parser().parse(question)
    except lark.exceptions.UnexpectedToken as error:
        raise _not_understood(question, error.token) from None
    except lark.exceptions.LarkError:
        raise NotUnderstoodError("The question ends before it asks something.") from None
    return _problem(tree)


def _not_understood(question: str, token: lark.Token) -> NotUnderstoodError:
    """Return the refusal that says what was understood, and the first piece that was not."""
    before = " ".join(one.text for one in tokenize(question)[: token.start_pos or 0])
    if not before:
        return NotUnderstoodError(
            f"“{token}” is no beginning of a question that can be calculated here; begin with what to do, such as "
            "“solve” or “what is”."
        )
    return NotUnderstoodError(
        f"This is understood up to “{before}”, but not “{token}” after it; leave that out, or put it in other words."
    )


def _problem(tree: lark.Tree[lark.Token]) -> Problem:
    definitions: list[tuple[str, Node | Value]] = []
    functions: dict[str, Function] = {}
    equations: list[tuple[Equation, ...]] = []
    *given, asked = [child for child in tree.children if isinstance(child, lark.Tree)]
    for part in given:
        for statement in part.children if part.data == "given" else [part]:
            _define(statement, definitions, functions, equations)
    operation, arguments = _asked(asked)
    if asked.data == "evaluate_at":
        definitions += [(one.left.name, one.right) for one in _argument(asked.children[1])]
    return Problem(operation, arguments, tuple(definitions), functions, tuple(equations))


def _define(
    statement: Any,
    definitions: list[tuple[str, Node | Value]],
    functions: dict[str, Function],
    equations: list[tuple[Equation, ...]],
) -> None:
    if statement.data in ("suppose", "stated"):
        group = []
        for one in (_argument(child) for child in statement.children[0].children):
            match one.left:
                case Call(name, (Name(argument),)) if len(name) == 1 and name not in functions:
                    functions[name] = Function(name, argument, one.right)
                case _:
                    group.append(one)
        if group:
            equations.append(tuple(group))
        return
    left, right = statement.children
    if statement.data == "define_derivative":
        order, body, _ = _derived(right)
        name, argument = _signature(left.node)
        functions[name] = Function(name, argument, body, order)
        return
    value = _argument(right)
    match left.node:
        case Call(name, (Name(argument),)) if len(name) == 1 and name.isalpha():
            functions[name] = Function(name, argument, value)
        case Name(name):
            definitions.append((name, value))
        case node:
            equations.append((Equation(node, value),))


def _signature(node: Node) -> tuple[str, str]:
    if isinstance(node, Call) and len(node.arguments) == 1 and isinstance(node.arguments[0], Name):
        return node.function, node.arguments[0].name
    raise NotUnderstoodError("A function is defined by its letter and its argument, such as f(x).")


def _asked(tree: lark.Tree[lark.Token]) -> tuple[str, tuple[Any, ...]]:
    # A bare word is a name, such as of a person in a story; what matters stands in a rule of its own.
    arguments = tuple(_argument(child) for child in tree.children if getattr(child, "type", "") != "WORD")
    if tree.data == "evaluate" and isinstance(arguments[0], Value):
        return arguments[0].operation, arguments[0].arguments
    arrange = _ARRANGED.get(tree.data)
    return arrange(*arguments) if arrange else (str(tree.data), arguments)


def _argument(child: Any) -> Any:
    """Return the meaning of a part: mathematics, an equation, several of them, a phrase, or words."""
    if isinstance(child, _Piece):
        return child.node
    if isinstance(child, lark.Token):
        return str(child)
    match child.data:
        case "equality":
            return Equation(*(_argument(side) for side in child.children))
        case "inequality":
            sides = [_argument(part) for part in child.children]
            return tuple(sides[::2]), tuple(_SIGNS[str(sign)] for sign in sides[1::2])
        case "interval":
            return _interval(child.children)
        case "sizes" | "plain_sizes":
            found = [_argument(one) for one in child.children]
            return tuple(one if isinstance(one, tuple) else ("", one) for one in found)
        case "named_size":
            name, node = (_argument(one) for one in child.children[:2])
            return name, node
        case "bare_size":
            return "", _argument(child.children[0])
        case "derived_of_equation":
            return _derived(child)
        case "items" | "equations" | "options" | "drawn_items":
            return tuple(_argument(one) for one in child.children)
        case "option":
            return str(child.children[0]), _argument(child.children[1])
        case "derived":
            return _derived(child)
        case "joined_quantity":
            return _joined_quantity(child.children[0].node)
        case "in_sequence" | "in_any_order":
            return str(child.data), tuple(_argument(one) for one in child.children)
        case "quantity" | "amount" | "fraction" | "based" | "nearest" | "count" | "cardinal":
            parts = tuple(_argument(one) for one in child.children)
            return parts[0] if len(parts) == 1 and child.data not in ("quantity", "based", "amount") else parts
        case name if name in _CALLS:
            return _CALLS[name](*(_argument(one) for one in child.children))
        case name if name in VALUES:
            return Value(str(name), tuple(_argument(one) for one in child.children))
        case _:
            return " ".join(str(token) for token in child.scan_values(lambda _: True))


def _joined_quantity(node: Node) -> tuple[tuple[Node, ...], str]:
    """Return the amount and the unit of what was written together, such as `2.5g`."""
    match node:
        case Call("*", (amount, Name(unit))) if is_unit(unit) or unit in "tglmshdCFK":
            return (amount,), unit
        case _:
            raise NotUnderstoodError("The quantity has no unit that is known.")


def _derived(tree: lark.Tree[lark.Token]) -> tuple[int, Node, Node | None]:
    parts = [_argument(child) for child in tree.children]
    order = ORDINALS.get(parts[0], 0) if isinstance(parts[0], str) else 0
    nodes = [right_side(one) for one in (parts[1:] if order else parts)]
    return order or 1, nodes[0], nodes[1] if len(nodes) > 1 else None


def _interval(children: Sequence[Any]) -> Interval:
    match [_argument(child) for child in children]:
        case [(low, high)]:
            text = str(children[0])
            return Interval(low, high, text.startswith("("), text.endswith(")"))
        case [low, high]:
            return Interval(low, high)
        case [low, first, _, second, high] if first in _UPWARDS and second in _UPWARDS:
            return Interval(low, high, first == "<", second == "<")
        case _:
            raise NotUnderstoodError("An interval is written as 0 <= x <= 5, or [0, 5].")


def _side(*words: str) -> str:
    text = " ".join(words)
    return "left" if "left" in text or text == "-" else "right" if "right" in text or text == "+" else ""


def _statements(part: Any) -> tuple[Any, ...]:
    return part if isinstance(part, tuple) else (part,)


def _limit(*parts: Any, body_last: bool = False) -> tuple[str, tuple[Any, ...]]:
    words = [part for part in parts if isinstance(part, str)]
    rest = [right_side(part) for part in parts if not isinstance(part, str)]
    by, to, body = rest if body_last else (*rest[1:], rest[0])
    return "limit", (body, by, to, _side(*words))


def _at(body: Node | Equation, equations: Sequence[Equation]) -> tuple[str, tuple[Any, ...]]:
    """Return the evaluation of an expression; `_problem` defines the letters."""
    if not all(isinstance(one.left, Name) for one in equations):
        raise NotUnderstoodError("Say a value for each letter, such as x = 3.")
    return "evaluate", (right_side(body),)


def _number(value: int) -> Number:
    return Number(Fraction(value))


# The phrases that say an operation of the parser in words.
_CALLS: Mapping[str, Callable[..., Node]] = {
    "plus": lambda a, b: Call("+", (a, b)),
    "minus": lambda a, b: Call("-", (a, b)),
    "from": lambda a, b: Call("-", (b, a)),
    "times": lambda a, b: Call("*", (a, b)),
    "quotient": lambda a, b: Call("/", (a, b)),
    "power": lambda a, b: Call("^", (a, b)),
    "squared": lambda a: Call("^", (a, _number(2))),
    "cubed": lambda a: Call("^", (a, _number(3))),
    "half_of": lambda a: Call("/", (a, _number(2))),
    "double_of": lambda a: Call("*", (_number(2), a)),
    "percent_of": lambda percent, whole: Call("*", (Call("/", (percent, _number(100))), whole)),
    "logarithm": lambda *given: Call("log", (given[-1], given[0] if len(given) == 2 else _number(10))),
    "logarithm_of": lambda number, base: Call("log", (number, base)),
}
_UPWARDS = ("<", "<=")
_SIGNS = {"<": "<", ">": ">", "<=": "≤", ">=": "≥"}
# What the rules of the grammar say in another order or form than the operation that they stand for.
_ARRANGED: Mapping[str, Callable[..., tuple[str, tuple[Any, ...]]]] = {
    "solve_zero": lambda part, *unknown: ("solve", (_statements(part), *unknown)),
    "solve_on": lambda part, interval: ("solve", (_statements(part), None, interval)),
    "solve_inequality": lambda inequality, *unknown: ("solve_inequality", (*inequality, *unknown)),
    "solve_inequality_for": lambda unknown, inequality: ("solve_inequality", (*inequality, unknown)),
    "discriminant": lambda part: ("discriminant", (_statements(part)[0],)),
    "differentiate": lambda body, *by: ("differentiate", (right_side(body), *by)),
    "differentiate_by": lambda by, body: ("differentiate", (body, by)),
    "differentiate_twice": lambda by, body: ("differentiate", (body, by, 2)),
    "integrate_between": lambda body, low, high, *by: (
        "integrate",
        (right_side(body), by[0] if by else None, (low, high)),
    ),
    "integrate_by_between": lambda body, by, low, high: ("integrate", (body, by, (low, high))),
    "integrate_over": lambda body, interval: ("integrate", (body, None, interval)),
    "describe_as": lambda what, items: ("describe", (items, what)),
    "travel": lambda speed, unit, hours: ("travel", (speed, str(unit).split()[0], hours)),
    "limit": _limit,
    "limit_of": partial(_limit, body_last=True),
    "evaluate_at": _at,
    "derivative": lambda derived: ("differentiate", (derived[1], derived[2], derived[0])),
    "find": lambda unknown, equations: ("solve", (equations, unknown)),
    "share_of": lambda part, whole: ("share", (whole, part)),
    "lower_by_first": lambda percent, amount: ("lower_by", (amount, percent)),
    "convert_into": lambda unit, quantity: ("convert", (quantity, unit)),
    "is_multiple": lambda number, divisor: ("divides", (divisor, number)),
    "draw_from": lambda count, bag, drawn: ("draw", (drawn, count, bag)),
    "plot": lambda items, *bounds: ("plot", (tuple(map(right_side, items)), *bounds)),
}
