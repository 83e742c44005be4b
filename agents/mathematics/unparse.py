"""Writes the parsed tree as it was typed, before anything is worked out."""

# ruff: noqa: RUF001 - mathematics has signs of its own

from agents.mathematics.parser import Call, Equation, Name, Node, Number, Statement

_GREEK = {"pi": "π", "theta": "θ", "alpha": "α", "beta": "β", "lambda": "λ", "oo": "∞"}
_LEVEL = {"+": 1, "-": 1, "negative": 2, "*": 3, "/": 3, "mod": 3, "^": 5}
_ATOM = 6


def written(statement: Statement) -> str:
    """Return plain text such as `(x² − 1) / (x − 1)`."""
    if isinstance(statement, Equation):
        return f"{_write(statement.left, 0)} = {_write(statement.right, 0)}"
    return _write(statement, 0)


def _write(node: Node, outer: int) -> str:
    text, level = _text(node)
    return f"({text})" if level < outer else text


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Number(value, decimal):
            whole = value.denominator == 1
            return (str(value.numerator) if whole and not decimal else f"{float(value):.15g}"), _ATOM
        case Name(name):
            return _GREEK.get(name, name), _ATOM
        case Call("negative", (operand,)):
            return f"−{_write(operand, 3)}", 2
        case Call("^", (base, exponent)):
            return f"{_write(base, 6)}{_raised(exponent)}", 5
        case Call("*", (left, right)):
            return _product(_write(left, 3), _write(right, 4)), 3
        case Call("sqrt", (operand,)):
            return f"√{_write(operand, 6)}", _ATOM
        case Call("factorial", (operand,)):
            return f"{_write(operand, 6)}!", _ATOM
        case Call("abs", (operand,)):
            return f"|{_write(operand, 0)}|", _ATOM
        case Call(("+" | "-" | "/" | "mod") as operator, (left, right)):
            sign = {"+": "+", "-": "−", "/": "/", "mod": "mod"}[operator]
            level = _LEVEL[operator]
            return f"{_write(left, level)} {sign} {_write(right, level + 1)}", level
        case Call(function, arguments):
            return f"{function}({', '.join(_write(argument, 0) for argument in arguments)})", _ATOM


def _product(left: str, right: str) -> str:
    joined = left[-1].isdigit() and right[0].isalpha() and "/" not in left
    return left + right if joined else f"{left} · {right}"


def _raised(exponent: Node) -> str:
    text = _write(exponent, 6)
    if text.isdigit():
        return text.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"^{text}"
