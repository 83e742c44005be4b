"""What the letters of a problem stand for, worked out from what is given."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import sympy

from agents.mathematics.expressions.parser import CONSTANTS, INVERSE, AlgebraError, Call, Equation, Name, Node
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.expressions.sympy_builder import build, symbol
from agents.mathematics.problem import Function, Problem, Value
from agents.mathematics.values import compute_value


class Givens:
    """The values and functions of a problem.

    Args:
        problem: The problem.

    Attributes:
        functions: The functions, by their letters.
        values: The values that were worked out, by their letters.
        steps: How, in sentences.
        given: The equations of the problem.

    Raises:
        AlgebraError: What is given contradicts itself or leaves a needed letter open.
    """

    def __init__(self, problem: Problem) -> None:
        self.values: dict[str, sympy.Expr] = {}
        self.steps: list[str] = []
        self.functions = problem.functions
        self.given = [one for group in problem.equations for one in group]
        self._letters = {letter: symbol(letter) for letter in _letters(problem)}
        self._definitions = dict(problem.definitions)
        if len(self._definitions) < len(problem.definitions):
            raise AlgebraError("A letter is given two values; say which of them it has.")
        self._equations = list(problem.equations)
        while self._define_one() or self._solve_one():
            pass

    def build(
        self, node: Node, but: Sequence[str] = (), letters: Mapping[str, sympy.Symbol] | None = None
    ) -> sympy.Expr:
        """Return an expression with everything put in that is given.

        Args:
            node: The mathematics.
            but: Letters that stay as they are.
            letters: The symbols of letters of which something is assumed.
        """
        known = {name: value for name, value in self.values.items() if name not in but}
        built = build(node, {**self._letters, **known, **(letters or {})}, self._calls())
        if built.has(sympy.zoo, sympy.nan):
            raise AlgebraError("The expression divides by zero; look at its denominators.")
        return built

    def function(self, name: str) -> sympy.Lambda:
        """Return a function of the problem."""
        function = self.functions[name]
        argument = symbol(function.argument)
        names = {**self._letters, **self.values, function.argument: argument}
        calls = {other: call for other, call in self._calls().items() if other != name}
        body = build(function.body, names, calls)
        return sympy.Lambda(argument, sympy.diff(body, argument, function.order) if function.order else body)

    def _calls(self) -> Mapping[str, Callable[[sympy.Expr], sympy.Expr]]:
        return {name: partial(self._call, name) for name in self.functions}

    def _call(self, name: str, argument: sympy.Expr) -> sympy.Expr:
        if not self.functions[name].inverse:
            return self.function(name)(argument)
        rule = self.function(name)
        (letter,) = rule.variables
        found = [root for root in sympy.solve(rule.expr - argument, letter) if not root.has(sympy.I)]
        if len(found) != 1:
            raise AlgebraError(f"The function {name.removesuffix(INVERSE)} has no single inverse there.")
        return found[0]

    def _define_one(self) -> bool:
        """Work out one letter whose value needs no other that is not known yet."""
        for letter, given in self._definitions.items():
            value = compute_value(given, self.build) if isinstance(given, Value) else self.build(given)
            if value.free_symbols & self._open(but=letter):
                continue
            del self._definitions[letter]
            self._note(letter, sympy.nsimplify(sympy.simplify(value)) if value.is_number else value)
            return True
        return False

    def _solve_one(self) -> bool:
        """Solve one group of equations for its letters."""
        for group in self._equations:
            differences = [self.build(one.left) - self.build(one.right) for one in group]
            unknowns = sorted(set().union(*(one.free_symbols for one in differences)), key=str)
            if set(unknowns) & {symbol(letter) for letter in self._definitions}:
                continue
            solutions = sympy.solve(differences, unknowns, dict=True)
            if len(solutions) != 1 or set(solutions[0]) != set(unknowns):
                continue
            self._equations.remove(group)
            for unknown, value in solutions[0].items():
                self._note(unknown.name, value)
            return True
        return False

    def remaining(self) -> list[Equation]:
        """Return the equations that no letter was worked out from."""
        return [one for group in self._equations for one in group]

    def _open(self, but: str) -> set[sympy.Symbol]:
        open_letters = set(self._definitions) - {but}
        for group in self._equations:
            for one in group:
                open_letters |= {name.name for name in (self.build(one.left) - self.build(one.right)).free_symbols}
        return {symbol(letter) for letter in open_letters}

    def _note(self, letter: str, value: sympy.Expr) -> None:
        self.values[letter] = value
        self.steps.append(f"{letter} = {pretty(value)}.")


def _letters(problem: Problem) -> set[str]:
    """Return which of the letters e and i are unknowns in a problem, and no constants."""
    letters = {"e", "i"} & _bound(problem)
    defined = {letter for letter, _ in problem.definitions} | set(problem.functions)
    defined |= {function.argument for function in problem.functions.values()}
    if _has_exponential(problem) or (problem.operation == "evaluate" and not problem.equations):
        letters -= {"e"} - defined
    if problem.operation in ("integrate", "limit") and "e" not in _names(problem.arguments[:2]):
        letters -= {"e"} - defined  # it is a bound, or where the limit is taken
    if problem.operation in ("evaluate", "simplify") and not _has_as_many_equations_as(problem, "i"):
        letters -= {"i"} - defined - _names(problem.arguments[1:])
    return letters


def _has_as_many_equations_as(problem: Problem, letter: str) -> bool:
    """Return whether the equations determine a letter, among all that they have."""
    equations = [one for group in problem.equations for one in group]
    names = set().union(*map(_names, equations)) - {name for name, _ in problem.definitions} - CONSTANTS
    return letter in _names(tuple(equations)) and len(equations) >= len(names | {letter})


def _bound(problem: Problem) -> set[str]:
    """Return the letters that the problem defines, solves for or differentiates by."""
    bound = {letter for letter, _ in problem.definitions} | set(problem.functions)
    bound |= {function.argument for function in problem.functions.values()}
    for group in problem.equations:
        bound |= {name for one in group for name in _names(one)}
    return bound | {name for argument in problem.arguments for name in _names(argument)}


def _has_exponential(part: object) -> bool:
    """Return whether a power of e stands there, so that e is Euler's number and no unknown."""
    match part:
        case Call("^", (Name("e"), exponent)) if _names(exponent):
            return True
        case Call("ln" | "log", arguments) if "e" in _names(arguments):
            return True
        case Call(_, arguments) | Value(_, arguments):
            return any(map(_has_exponential, arguments))
        case Equation(left, right):
            return _has_exponential(left) or _has_exponential(right)
        case Function(body=body):
            return _has_exponential(body)
        case tuple():
            return any(map(_has_exponential, part))
        case Problem(_, arguments, definitions, functions, equations):
            return any(map(_has_exponential, (arguments, definitions, tuple(functions.values()), equations)))
        case _:
            return False


def _names(part: object) -> set[str]:
    match part:
        case Name(name):
            return {name}
        case Call(_, arguments) | Value(_, arguments):
            return set().union(*map(_names, arguments))
        case Equation(left, right):
            return _names(left) | _names(right)
        case tuple():
            return set().union(*map(_names, part))
        case _:
            return set()
