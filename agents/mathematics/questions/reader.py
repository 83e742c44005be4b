"""Reads a question as a problem, by a grammar; every word of the question has its place in it."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import lark
from lark.common import LexerConf
from lark.lexer import Lexer

from agents.mathematics.expressions.parser import INVERSE, Call, Equation, Name, Node, Number
from agents.mathematics.problem import ORDINALS, VALUES, Function, Interval, Problem, Value, right_side
from agents.mathematics.questions.meanings import ARRANGED, CALLS, OPEN_ENDED, SIGNS, TIGHT, UPWARDS
from agents.mathematics.questions.notation import currency_of
from agents.mathematics.questions.parser_cache import load_parser
from agents.mathematics.questions.question_parser import QuestionParser
from agents.mathematics.questions.stories import read_story
from agents.mathematics.questions.templates import read_template
from agents.mathematics.questions.tokens import Mathematics, NotUnderstoodError, QuestionToken, tokenize
from agents.mathematics.questions.unit_names import is_unit

_GRAMMAR = Path(__file__).parent / "grammar"
_KINDS = {
    kind: kind.upper()
    for kind in (
        "expression", "percent", "interval", "matrix", "vector", "option", "time", "counts", "digits", "letters",
    )
}  # fmt: skip
_ORDERS = ("<", ">", "<=", ">=", "!=")


class _ExpressionToken(lark.Token):
    """A token of the grammar, with the mathematics of an expression."""

    node: Mathematics


class _Lexer(Lexer):
    """Gives the tokens of a question to the grammar."""

    __future_interface__ = 2  # Lark takes it as it is, not in a class made on the spot, which cannot be stored

    def __init__(self, conf: LexerConf) -> None:
        self._words = {
            terminal.pattern.value: terminal.name for terminal in conf.terminals if terminal.pattern.type == "str"
        }

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[lark.Token]:
        return self.tokens(lexer_state.text.text)

    def tokens(self, question: str) -> Iterator[lark.Token]:
        """Yield the tokens of a question, each of the kind that the grammar calls it."""
        for place, token in enumerate(tokenize(question)):
            yield self._piece(token, place)

    def _piece(self, token: QuestionToken, place: int) -> lark.Token:
        if token.node is not None:
            piece = _ExpressionToken(_KINDS.get(token.kind, "EXPRESSION"), token.text, start_pos=place)
            piece.node = token.node
            return piece
        return lark.Token(_KINDS.get(token.kind) or self._kind_of_word(token.text), token.text, start_pos=place)

    def _kind_of_word(self, word: str) -> str:
        if word in self._words:
            return self._words[word]
        if word in _ORDERS:
            return "ORDER"
        return "UNIT" if is_unit(word) else "WORD"


def grammar_text() -> str:
    """Return the rules of all files of the grammar, which is split by subject."""
    return "\n".join(path.read_text("utf-8") for path in sorted(_GRAMMAR.glob("*.lark")))


@cache
def load() -> QuestionParser:
    """Return the parser of questions; the first call stores its grammar, where that can be."""
    grammar, here = grammar_text(), Path(__file__)
    parser = load_parser(
        lambda: _make(grammar),
        grammar.encode() + here.read_bytes(),  # a stored parser has a lexer of this module
        here.parent / "__pycache__" / f"questions.{sys.implementation.cache_tag}.pickle",
    )
    return QuestionParser(parser)


def _make(grammar: str) -> lark.Lark:
    parser = lark.Lark(grammar, parser="earley", lexer=_Lexer, start="question")
    del parser.grammar  # half of its memory; the rules that were made of it are what reads questions
    return parser


def read_question(question: str) -> Problem:
    """Return the problem that a question poses.

    Raises:
        NotUnderstoodError: A part of it has no meaning here; the sentence names the first such part.
    """
    if known := read_template(question):
        return replace(known, currency=currency_of(question))
    try:
        tree = load().parse(question)
    except lark.exceptions.LarkError as error:
        if story := read_story(question):
            return story
        if isinstance(error, lark.exceptions.UnexpectedToken):
            raise _not_understood(question, error.token) from None
        raise NotUnderstoodError("The question ends before it asks something.") from None
    return replace(_problem(tree), currency=currency_of(question))


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
    functions |= _derivatives_and_inverses(functions)
    operation, arguments = _asked(asked)
    if asked.data == "evaluate_at":
        definitions += [(one.left.name, one.right) for one in _argument(asked.children[1])]
    return Problem(operation, arguments, tuple(definitions), functions, tuple(equations))


def _derivatives_and_inverses(functions: Mapping[str, Function]) -> dict[str, Function]:
    """Return three derivatives and the inverse of each function, by the names that the parser gives them."""
    found: dict[str, Function] = {}
    for name, function in functions.items():
        found[name + INVERSE] = replace(function, name=name + INVERSE, inverse=True)
        for order in (1, 2, 3):
            primes = name + "'" * order
            found[primes] = replace(function, name=primes, order=function.order + order)
    return found


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
        case Call(name, (Name(argument),)) if len(name) == 1 and name.isalpha() and name not in functions:
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
    _check_people(tree)
    arguments = tuple(
        _argument(child)
        for child in tree.children
        if getattr(child, "type", "") != "WORD" and getattr(child, "data", "") != "who"
    )
    if tree.data == "evaluate" and isinstance(arguments[0], Value):
        return arguments[0].operation, arguments[0].arguments
    arrange = ARRANGED.get(tree.data)
    return arrange(*arguments) if arrange else (str(tree.data), arguments)


def _check_people(tree: lark.Tree[lark.Token]) -> None:
    """Refuse a story that speaks of several people."""
    people = {_argument(child) for child in tree.children if getattr(child, "data", "") == "who"}
    named = people - {"he", "she", "they"}
    if len(named) > 1 or (named & {"i", "you"} and len(people) > 1) or {"he", "she"} <= people:
        raise NotUnderstoodError(f"This speaks of {' and '.join(sorted(people))}; ask about one of them.")


def _argument(child: Any) -> Any:
    """Return the meaning of a part: mathematics, an equation, several of them, a phrase, or words."""
    if isinstance(child, _ExpressionToken):
        return child.node
    if isinstance(child, lark.Token):
        return str(child)
    match child.data:
        case "equality":
            return Equation(*(_argument(side) for side in child.children))
        case "inequality":
            sides = [_argument(part) for part in child.children]
            return tuple(sides[::2]), tuple(SIGNS[str(sign)] for sign in sides[1::2])
        case "interval":
            return _interval(child.children)
        case "sizes":
            return tuple(_argument(one) for one in child.children)
        case "plain_sizes":
            return _plain_sizes([_argument(one) for one in child.children])
        case "named_size":
            name, node, *unit = (_argument(one) for one in child.children)
            return name, *_sized(node, *unit)
        case "bare_size":
            return "", *_sized(*map(_argument, child.children))
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
        case "centre" | "order":
            return str(child.data), _argument(child.children[-1])
        case "rounded":
            return _argument(child.children[0])
        case "colours":
            found = [_argument(one) for one in child.children]
            return tuple(zip(found[::2], found[1::2], strict=True))
        case "face":
            return tuple(_argument(one) for one in child.children)
        case "quantity" | "amount" | "fraction" | "based" | "nearest" | "count" | "cardinal":
            parts = tuple(_argument(one) for one in child.children)
            return parts[0] if len(parts) == 1 and child.data not in ("quantity", "based", "amount") else parts
        case name if name in TIGHT and (loose := _loose_part(child.children[TIGHT[name] :])):
            raise NotUnderstoodError(f"What belongs to “{loose}” can be read in two ways; put it in parentheses.")
        case name if name in OPEN_ENDED and (loose := _loose_end(child)):
            raise NotUnderstoodError(f"What belongs to “{loose}” can be read in two ways; put it in parentheses.")
        case name if name in CALLS:
            return CALLS[name](*(_argument(one) for one in child.children))
        case "remainder" if isinstance(child.children[0], _ExpressionToken) and _is_power(child.children[0].node):
            return Call("mod", tuple(_argument(one) for one in child.children))
        case name if name in VALUES:
            return Value(str(name), tuple(_argument(one) for one in child.children))
        case _:
            return " ".join(str(token) for token in child.scan_values(lambda _: True))


def _loose_part(parts: Sequence[Any]) -> str:
    """Return the first expression that is a sum without parentheses around it, or nothing."""
    for part in parts:
        if isinstance(part, lark.Tree) and (inner := _loose_part(part.children)):
            return inner
        if isinstance(part, _ExpressionToken) and isinstance(part.node, Call) and part.node.function in ("+", "-"):
            text = str(part).strip()
            if not (text.startswith("(") and text.endswith(")") and ")" not in text[:-1]):
                return text
    return ""


def _is_power(node: Any) -> bool:
    """Return whether an expression is a power of whole numbers, perhaps with a power as its exponent."""
    match node:
        case Call("^", (Call("negative", (Number(base),)) | Number(base), exponent)):
            is_whole = isinstance(exponent, Number) and exponent.value.denominator == 1
            return base.denominator == 1 and (is_whole or _is_power(exponent))
        case _:
            return False


def _loose_end(tree: lark.Tree[lark.Token]) -> str:
    """Return the last expression if it alone is one of several numbers with a sign between spaces, or nothing."""
    *before, last = [str(part) for part in tree.scan_values(lambda part: isinstance(part, _ExpressionToken))]
    if re.fullmatch(r"[^a-zA-Z()]+ [-+*/] [^a-zA-Z()]+", last) and not any(
        re.search(" [-+*/] ", one) for one in before
    ):
        return last
    return ""


def _sized(node: Node, unit: str = "") -> tuple[Node, str]:
    """Return a size and its unit; in `5m` both were written together."""
    match node:
        case Call("*", (Number() as amount, Name("m"))) if not unit:
            return amount, "m"
        case _:
            return node, unit


def _plain_sizes(parts: Sequence[Any]) -> tuple[tuple[str, Node, str], ...]:
    sizes: list[tuple[str, Node, str]] = []
    for part in parts:
        if isinstance(part, str):
            name, node, _ = sizes.pop()
            sizes.append((name, node, part))
        else:
            sizes.append(("", *_sized(part)))
    return tuple(sizes)


def _joined_quantity(node: Node) -> tuple[tuple[Node, ...], str]:
    """Return the amount and the unit of what was written together, such as `2.5g`."""
    match node:
        case Call("*", (amount, Name(unit))) if is_unit(unit) or unit in "tglmshdCFK":
            return (amount,), unit
        case Call("/", (Call("*", (amount, Name("pi"))), Number(value))) if value == 180:
            return (amount,), "degrees"
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
        case [low, first, _, second, high] if first in UPWARDS and second in UPWARDS:
            return Interval(low, high, first == "<", second == "<")
        case _:
            raise NotUnderstoodError("An interval is written as 0 <= x <= 5, or [0, 5].")
