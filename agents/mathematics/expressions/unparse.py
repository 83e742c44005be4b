"""Turns a syntax tree back into text, before anything is simplified."""

# ruff: noqa: RUF001 - signs of mathematics

from agents.mathematics.expressions.parser import Call, Equation, Name, Node, Number, Statement

_GREEK = {"pi": "π", "theta": "θ", "alpha": "α", "beta": "β", "lambda": "λ", "oo": "∞"}
_LEVEL = {"+": 1, "-": 1, "negative": 2, "*": 3, "/": 3, "mod": 3, "^": 5}
_ATOM_LEVEL = 6


def unparse(statement: Statement) -> str:
    """Return plain text such as `(x² − 1) / (x − 1)`."""
    if isinstance(statement, Equation):
        return f"{_unparse(statement.left, 0)} = {_unparse(statement.right, 0)}"
    return _unparse(statement, 0)


def _unparse(node: Node, outer: int) -> str:
    text, level = _text_and_level(node)
    return f"({text})" if level < outer else text


def _text_and_level(node: Node) -> tuple[str, int]:
    match node:
        case Number(value, decimal):
            whole = value.denominator == 1
            return (str(value.numerator) if whole and not decimal else f"{float(value):.15g}"), _ATOM_LEVEL
        case Name(name):
            return _GREEK.get(name, name), _ATOM_LEVEL
        case Call("negative", (operand,)):
            return f"−{_unparse(operand, 3)}", 2
        case Call("^", (base, exponent)):
            return f"{_unparse(base, 6)}{_exponent(exponent)}", 5
        case Call("*", (left, right)):
            return _product(_unparse(left, 3), _unparse(right, 4)), 3
        case Call("sqrt", (operand,)):
            return f"√{_unparse(operand, 6)}", _ATOM_LEVEL
        case Call("factorial", (operand,)):
            return f"{_unparse(operand, 6)}!", _ATOM_LEVEL
        case Call("abs", (operand,)):
            return f"|{_unparse(operand, 0)}|", _ATOM_LEVEL
        case Call("/", (Number() | Call("negative", (Number(),)) as above, Number() as below)):
            return f"{_unparse(above, 0)}/{_unparse(below, 4)}", 3
        case Call(("+" | "-" | "/" | "mod") as operator, (left, right)):
            sign = {"+": "+", "-": "−", "/": "/", "mod": "mod"}[operator]
            level = _LEVEL[operator]
            return f"{_unparse(left, level)} {sign} {_unparse(right, level + 1)}", level
        case Call(function, arguments):
            return f"{function}({', '.join(_unparse(argument, 0) for argument in arguments)})", _ATOM_LEVEL


def _product(left: str, right: str) -> str:
    joined = left[-1].isdigit() and right[0].isalpha() and "/" not in left
    return left + right if joined else f"{left} · {right}"


def _exponent(exponent: Node) -> str:
    text = _unparse(exponent, 6)
    if text.isdigit():
        return text.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"^{text}"
