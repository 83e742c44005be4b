"""Parses mathematics as people type it into a syntax tree; nothing is evaluated as Python."""

# ruff: noqa: RUF001 - signs of mathematics

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from agents.user_messages import ToolError

MAX_EXPRESSION_CHARACTERS = 1000
_MAX_DEPTH = 60
_MAX_DIGITS = 300

FUNCTIONS = {
    "sin": (1, 1), "cos": (1, 1), "tan": (1, 1), "cot": (1, 1), "sec": (1, 1), "csc": (1, 1),
    "asin": (1, 1), "acos": (1, 1), "atan": (1, 1), "arcsin": (1, 1), "arccos": (1, 1), "arctan": (1, 1),
    "sinh": (1, 1), "cosh": (1, 1), "tanh": (1, 1),
    "exp": (1, 1), "ln": (1, 1), "log": (1, 2), "log2": (1, 1), "log10": (1, 1),
    "sqrt": (1, 1), "cbrt": (1, 1), "root": (2, 2), "abs": (1, 1), "floor": (1, 1), "ceil": (1, 1),
    "factorial": (1, 1), "binomial": (2, 2), "gcd": (2, 20), "lcm": (2, 20), "mod": (2, 2),
    "min": (1, 100), "max": (1, 100), "mean": (1, 100), "median": (1, 100), "sum": (1, 100), "product": (1, 100),
}  # fmt: skip
"""The known functions, each with the least and the greatest number of its arguments."""

CONSTANTS = {"pi", "e", "i", "oo"}
INVERSE = "⁻¹"
"""What follows the letter of a function where its inverse is meant."""
GREEK = {"alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "rho", "sigma", "phi", "omega"}

_ROOTS = ("sqrt", "cbrt")
_SPELLINGS = str.maketrans(
    {
        "×": "*", "·": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/", "−": "-", "–": "-", "—": "-",
        "π": " pi ", "√": " sqrt ", "∛": " cbrt ", "∞": " oo ", "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)",
        "²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "θ": " theta ", "α": " alpha ", "β": " beta ", "λ": " lambda ",
        "[": "(", "]": ")", "{": "(", "}": ")", "\u00a0": " ",
    }
)  # fmt: skip
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z]'{1,3}(?=\()|[A-Za-z]+(?:_?\d+)?)"
    r"|(?P<operator>\*\*|[-+*/^()|!%=,;°]))"
)


class AlgebraError(ToolError):
    """The input is no mathematics, or none that can be solved here."""


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number; `decimal` says whether it was typed with a point."""

    value: Fraction
    decimal: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A variable or a constant."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator applied to its arguments."""

    function: str
    arguments: "tuple[Node, ...]"


Node = Number | Name | Call


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides with an equals sign between them."""

    left: Node
    right: Node


Statement = Node | Equation


def parse(text: str) -> list[Statement]:
    """Parse expressions and equations, separated by commas or semicolons.

    Raises:
        AlgebraError: The text is not mathematics, or too long.
    """
    if len(text) > MAX_EXPRESSION_CHARACTERS:
        raise AlgebraError(
            f"The expression has {len(text):,} characters; at most {MAX_EXPRESSION_CHARACTERS:,} can be worked with."
        )
    parser = _Parser(_tokenize(text.translate(_SPELLINGS)))
    statements = [parser.statement()]
    while parser.take(",") or parser.take(";"):
        statements.append(parser.statement())
    parser.expect_end()
    return statements


def parse_expression(text: str, functions: Collection[str] = ()) -> Node:
    """Parse one expression.

    Args:
        text: The expression.
        functions: Single letters that are functions, so that `f(2)` is no product.

    Raises:
        AlgebraError: The text is not one expression, or too long.
    """
    if len(text) > MAX_EXPRESSION_CHARACTERS:
        raise AlgebraError(f"An expression has at most {MAX_EXPRESSION_CHARACTERS:,} characters.")
    parser = _Parser(_tokenize(text.translate(_SPELLINGS)), functions)
    node = parser.sum()
    parser.expect_end()
    return node


def variables(statement: Statement) -> set[str]:
    """Return the names that are no constants."""
    match statement:
        case Name(name):
            return set() if name in CONSTANTS else {name}
        case Call(_, arguments):
            return set().union(*(variables(argument) for argument in arguments))
        case Equation(left, right):
            return variables(left) | variables(right)
        case _:
            return set()


def _tokenize(text: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            character = text[position:].lstrip()[0]
            raise AlgebraError(f"The character “{character}” has no meaning in an expression; leave it out.")
        position = match.end()
        if match["name"]:
            tokens += _split_word(match["name"])
        else:
            tokens.append("^" if match["operator"] == "**" else match["number"] or match["operator"])
    return tokens


def _split_word(word: str) -> list[str]:
    """Split letters that were typed together, such as `xy` or `sinx`."""
    if (word.isupper() and len(word) == 1) or word.endswith("'"):
        return [word]
    lower = word.lower()
    if lower in FUNCTIONS or lower in CONSTANTS or lower in GREEK:
        return [lower]
    if lower == "of":
        return ["*"]
    if based := re.fullmatch(r"log_?(\d+)", lower):
        return [f"log_{based[1]}"]
    letters = re.match(r"[A-Za-z]+", word)
    if len(word) == 1 or (letters and len(letters[0]) == 1):
        return [word]
    for function in sorted(FUNCTIONS, key=len, reverse=True):
        if lower.startswith(function) and len(word) - len(function) == 1:
            return [function, word[-1]]
    if word.isalpha() and len(word) <= 3:
        return [part.lower() if part.lower() in CONSTANTS else part for part in word]
    raise AlgebraError(f"The name “{word[:30]}” is not known; use single letters for unknowns, or a known function.")


class _Parser:
    """A precedence-climbing parser over the tokens."""

    def __init__(self, tokens: list[str], functions: Collection[str] = ()) -> None:
        self._tokens = tokens
        self._functions = functions
        self._position = 0
        self._depth = 0
        self._bars = 0

    @property
    def _next(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else ""

    def take(self, token: str) -> bool:
        if self._next != token:
            return False
        self._position += 1
        return True

    def expect(self, token: str) -> None:
        if not self.take(token):
            raise AlgebraError(f"A “{token}” is missing before “{self._next or 'the end'}”.")

    def expect_end(self) -> None:
        if self._next:
            raise AlgebraError(f"The expression cannot go on with “{self._next}”; look at what stands before it.")

    def statement(self) -> Statement:
        left = self.sum()
        if not self.take("="):
            return left
        right = self.sum()
        if self._next == "=":
            raise AlgebraError("An equation has one equals sign; separate several equations with commas.")
        return Equation(left, right)

    def sum(self) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise AlgebraError("The parentheses are nested too deeply; write the expression in smaller parts.")
        left = self._product()
        while self._next in ("+", "-") and self._next:
            operator = self._next
            self._position += 1
            left = Call(operator, (left, self._product()))
        self._depth -= 1
        return left

    def _product(self) -> Node:
        left = self._signed()
        while True:
            if self._next in ("*", "/"):
                operator = self._next
                self._position += 1
                left = Call(operator, (left, self._signed()))
            elif self._next == "%":  # a postfix % was taken by _postfix, so an operand follows this one
                self._position += 1
                left = Call("mod", (left, self._signed()))
            elif self._starts_factor() or self._follows_factorial():
                left = Call("*", (left, self._power()))
            else:
                return left

    def _signed(self) -> Node:
        negative = False
        while self._next in ("+", "-") and self._next:
            negative ^= self._next == "-"
            self._position += 1
        operand = self._power()
        return Call("negative", (operand,)) if negative else operand

    def _power(self) -> Node:
        base = self._postfix()
        if self.take("^"):
            self._depth += 1
            if self._depth > _MAX_DEPTH:
                raise AlgebraError("The powers are nested too deeply; write the expression in smaller parts.")
            base = Call("^", (base, self._signed()))
            self._depth -= 1
        return base

    def _postfix(self) -> Node:
        node = self._atom()
        while True:
            if self.take("!"):
                if self._next == "!":
                    raise AlgebraError("Two factorial signs can be read in two ways; write (5!)! for the one of 5!.")
                node = Call("factorial", (node,))
            elif self.take("°"):
                node = Call("/", (Call("*", (node, Name("pi"))), Number(Fraction(180))))
            elif self._next == "%" and not self._operand_follows():
                self._position += 1
                node = Call("/", (node, Number(Fraction(100), decimal=True)))
            else:
                return node

    def _operand_follows(self) -> bool:
        after = self._tokens[self._position + 1] if self._position + 1 < len(self._tokens) else ""
        return bool(after) and (after[0].isalnum() or after in ("(", "."))

    def _follows_factorial(self) -> bool:
        """Return whether a number stands directly behind a factorial, as in `4!2!`."""
        return self._next[:1].isdigit() and self._tokens[self._position - 1] == "!"

    def _starts_factor(self) -> bool:
        following = self._next
        return following[:1].isalpha() or following == "(" or (following == "|" and not self._bars)

    def _atom(self) -> Node:
        if self.take("("):
            inner = self.sum()
            self.expect(")")
            return inner
        if self.take("|"):
            self._bars += 1
            inner = self.sum()
            self.expect("|")
            self._bars -= 1
            return Call("abs", (inner,))
        word = self._next
        self._position += 1
        if not word:
            raise AlgebraError("The expression is not complete; something is missing at its end.")
        if word[0].isdigit() or word[0] == ".":
            return _number(word)
        if word in FUNCTIONS:
            return self._function(word)
        if word.startswith("log_"):
            call = self._function("log")
            return (
                Call("log", (*call.arguments, _number(word.removeprefix("log_")))) if isinstance(call, Call) else call
            )
        if word in self._functions:
            return self._call(word)
        if word[0].isalpha() and not word.endswith("'"):
            return Name(word)
        raise AlgebraError(f"The expression cannot have “{word}” there; a number, a name or a “(” is needed.")

    def _call(self, function: str) -> Node:
        """Return the value of a function that the question defines, or of its inverse."""
        for power in (["^", "-", "1"], ["^", "(", "-", "1", ")"]):
            if self._tokens[self._position : self._position + len(power)] == power:
                self._position += len(power)
                function += INVERSE
                break
        if not self.take("("):
            raise AlgebraError(f"{function} is a function; write {function}(…) with what it is taken of.")
        argument = self.sum()
        self.expect(")")
        return Call(function, (argument,))

    def _function(self, function: str) -> Node:
        exponent = self._signed() if self.take("^") else None
        if self.take("("):
            arguments = [self.sum()]
            while self.take(","):
                arguments.append(self.sum())
            self.expect(")")
        elif FUNCTIONS[function][1] > 2:
            raise AlgebraError(f"The function {function} needs parentheses around its arguments.")
        else:  # sqrt 2, sin 2x
            argument = self._power()
            while self._starts_factor() and (self._next in _ROOTS or self._next not in FUNCTIONS) and self._next != "(":
                argument = Call("*", (argument, self._power()))
            arguments = [argument]
        fewest, most = FUNCTIONS[function]
        if not fewest <= len(arguments) <= most:
            raise AlgebraError(f"The function {function} takes {fewest} argument{'s' if fewest > 1 else ''}.")
        call = Call(function, tuple(arguments))
        if exponent is None:
            return call
        if exponent == Call("negative", (Number(Fraction(1)),)) and f"a{function}" in FUNCTIONS:
            return Call(f"a{function}", tuple(arguments))
        return Call("^", (call, exponent))


def _number(token: str) -> Number:
    exponent = re.search(r"[eE]([+-]?\d+)$", token)
    if len(token) > _MAX_DIGITS or (exponent and abs(int(exponent[1])) > _MAX_DIGITS):
        raise AlgebraError(f"A number with more than {_MAX_DIGITS} digits is too long; use a shorter one.")
    return Number(Fraction(token), "." in token or exponent is not None)
