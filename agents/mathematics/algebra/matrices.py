"""Answers about matrices and vectors."""

import math
from collections.abc import Sequence
from itertools import permutations

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import approximation, pretty
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_MAX_SIZE = 6
Rows = Sequence[Sequence[Node]]


def determinant(givens: Givens, rows: Rows) -> Result:
    """Answer with the determinant, which is also computed by Leibniz's formula."""
    matrix = _square(givens, rows)
    value = sympy.simplify(matrix.det())
    size = matrix.rows
    terms = [
        sympy.LeviCivita(*order) * sympy.Mul(*(matrix[row, column] for row, column in enumerate(order)))
        for order in permutations(range(size))
    ]
    confirm(sympy.simplify(sympy.Add(*terms) - value) == 0, "determinant")
    steps: tuple[str, ...] = ()
    if size == 2:
        a, b, c, d = (pretty(entry) for entry in matrix)
        steps = (f"Multiply crosswise: {a} · {d} − {b} · {c}.",)
    return Result(pretty(value) + approximation(value), "by the sum over all orders of the columns", steps)


def inverse_matrix(givens: Givens, rows: Rows) -> Result:
    """Answer with the inverse matrix."""
    matrix = _square(givens, rows)
    if sympy.simplify(matrix.det()) == 0:
        return Result("the matrix has no inverse, as its determinant is 0", "by its determinant")
    inverse = matrix.inv().applyfunc(sympy.simplify)
    confirm((matrix * inverse).applyfunc(sympy.simplify) == sympy.eye(matrix.rows), "inverse_matrix")
    return Result(_shown(inverse), "by multiplying both")


def transpose(givens: Givens, rows: Rows) -> Result:
    """Answer with the transposed matrix."""
    matrix = _matrix(givens, rows)
    turned = matrix.T
    confirm(all(turned[j, i] == matrix[i, j] for i in range(matrix.rows) for j in range(matrix.cols)), "transpose")
    return Result(_shown(turned), "entry by entry")


def matrix_rank(givens: Givens, rows: Rows) -> Result:
    """Answer with the rank."""
    matrix = _matrix(givens, rows)
    rank = matrix.rank()
    confirm(rank == matrix.T.rank(), "matrix_rank")
    return Result(str(rank), "by the rank of the transposed matrix")


def matrix_product(givens: Givens, first: Rows, second: Rows) -> Result:
    """Answer with the product of two matrices."""
    a, b = _matrix(givens, first), _matrix(givens, second)
    if a.cols != b.rows:
        raise AlgebraError(f"A matrix of {a.cols} columns cannot be multiplied by one of {b.rows} rows.")
    product = (a * b).applyfunc(sympy.simplify)
    for i in range(a.rows):
        for j in range(b.cols):
            entry = sympy.Add(*(a[i, k] * b[k, j] for k in range(a.cols)))
            confirm(sympy.simplify(entry - product[i, j]) == 0, "matrix_product")
    return Result(_shown(product), "row by column")


def matrix_arithmetic(givens: Givens, first: Rows, *rest: object) -> Result:
    """Answer with the sum, the difference or the product of two matrices."""
    *sign, second = rest
    if not sign or sign[0] in ("*", "times"):
        return matrix_product(givens, first, second)  # type: ignore[arg-type]
    a, b = _matrix(givens, first), _matrix(givens, second)  # type: ignore[arg-type]
    if a.shape != b.shape:
        raise AlgebraError("Matrices are added when they have the same size.")
    minus = sign[0] in ("-", "minus")
    result = a - b if minus else a + b
    confirm((result + b if minus else result - b) == a, "matrix_arithmetic")
    return Result(_shown(result), "by taking it back")


def eigenvalues(givens: Givens, rows: Rows) -> Result:
    """Answer with the eigenvalues."""
    matrix = _square(givens, rows)
    found = matrix.eigenvals()
    if sum(found.values()) != matrix.rows or matrix.rows > 3:
        raise AlgebraError("Eigenvalues are worked out for matrices up to 3 rows.")
    for value in found:
        gap = sympy.N((matrix - value * sympy.eye(matrix.rows)).det(), 40)
        confirm(abs(gap) < sympy.Float("1e-25"), "eigenvalues")
    confirm(abs(sympy.N(sum(one * times for one, times in found.items()) - matrix.trace(), 40)) < 1e-25, "eigenvalues")
    ordered = sorted(found, key=lambda one: (sympy.re(one.evalf()), sympy.im(one.evalf())))
    shown = [pretty(one) + (f" ({found[one]} times)" if found[one] > 1 else "") for one in ordered]
    return Result(", ".join(shown), "by the determinant, and by their sum")


def magnitude(givens: Givens, vector: Sequence[Node]) -> Result:
    """Answer with the length of a vector."""
    entries = [givens.build(one) for one in vector]
    value = sympy.sqrt(sympy.Add(*(one**2 for one in entries)))
    if not all(one.is_real and one.is_number for one in entries):
        raise AlgebraError("A length needs real numbers.")
    confirm(math.isclose(math.hypot(*map(float, entries)), float(value), rel_tol=1e-12), "magnitude")
    return Result(pretty(value) + approximation(value), "by Pythagoras in floating point")


def unit_vector(givens: Givens, vector: Sequence[Node]) -> Result:
    """Answer with the vector of the same direction whose length is 1."""
    entries = [givens.build(one) for one in vector]
    length = sympy.sqrt(sympy.Add(*(one**2 for one in entries)))
    if not length.is_positive or not length.is_number:
        raise AlgebraError("A direction needs real numbers that are not all zero.")
    unit = [sympy.simplify(one / length) for one in entries]
    confirm(math.isclose(math.hypot(*map(float, unit)), 1.0, rel_tol=1e-12), "unit_vector")
    confirm(all(sympy.simplify(one * length - entry) == 0 for one, entry in zip(unit, entries, strict=True)), "unit")
    return Result(f"({', '.join(map(pretty, unit))})", "by its length and direction")


def trace(givens: Givens, rows: Rows) -> Result:
    """Answer with the sum of the diagonal."""
    matrix = _square(givens, rows)
    value = sympy.simplify(sympy.Add(*(matrix[place, place] for place in range(matrix.rows))))
    confirm(sympy.simplify(-matrix.charpoly().all_coeffs()[1] - value) == 0, "trace")
    return Result(pretty(value) + approximation(value), "by the characteristic polynomial")


def angle_between(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the angle of two vectors, in degrees."""
    a, b = _vectors(givens, first, second)
    lengths = [sympy.sqrt(sympy.Add(*(one**2 for one in side))) for side in (a, b)]
    if 0 in lengths or not all(one.is_real and one.is_number for one in (*a, *b)):
        raise AlgebraError("An angle needs two vectors of numbers that are not zero.")
    cosine = sympy.Add(*(x * y for x, y in zip(a, b, strict=True))) / (lengths[0] * lengths[1])
    degrees = sympy.simplify(sympy.acos(cosine) * 180 / sympy.pi)
    gap = sympy.Add(*((x - y) ** 2 for x, y in zip(a, b, strict=True)))
    by_cosines = sympy.acos((lengths[0] ** 2 + lengths[1] ** 2 - gap) / (2 * lengths[0] * lengths[1]))
    confirm(abs(sympy.N(by_cosines * 180 / sympy.pi - degrees, 40)) < 1e-20, "angle_between")
    shown = f"{degrees}°" if degrees.is_Rational else f"≈ {float(degrees):.6g}°"
    return Result(shown, "by the law of cosines")


def dot(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the scalar product."""
    a, b = _vectors(givens, first, second)
    value = sympy.simplify(sympy.Add(*(x * y for x, y in zip(a, b, strict=True))))
    squares = sum((x + y) ** 2 - (x - y) ** 2 for x, y in zip(a, b, strict=True))
    confirm(sympy.simplify(squares / 4 - value) == 0, "dot")
    return Result(pretty(value) + approximation(value), "by the squares of sum and difference")


def cross(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the cross product."""
    a, b = _vectors(givens, first, second)
    if len(a) != 3:
        raise AlgebraError("A cross product needs vectors of three numbers.")
    result = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    for side in (a, b):
        confirm(sympy.simplify(sum(x * y for x, y in zip(side, result, strict=True))) == 0, "cross")
    return Result(f"({', '.join(map(pretty, result))})", "by its right angles with both")


def _vectors(
    givens: Givens, first: Sequence[Node], second: Sequence[Node]
) -> tuple[list[sympy.Expr], list[sympy.Expr]]:
    if len(first) != len(second):
        raise AlgebraError("Both vectors need the same number of entries.")
    return [givens.build(one) for one in first], [givens.build(one) for one in second]


def _matrix(givens: Givens, rows: Rows) -> sympy.Matrix:
    if len({len(row) for row in rows}) != 1 or len(rows) > _MAX_SIZE or len(rows[0]) > _MAX_SIZE:
        raise AlgebraError(f"A matrix has rows of the same length, and at most {_MAX_SIZE} of each.")
    return sympy.Matrix([[givens.build(entry) for entry in row] for row in rows])


def _square(givens: Givens, rows: Rows) -> sympy.Matrix:
    matrix = _matrix(givens, rows)
    if matrix.rows != matrix.cols:
        raise AlgebraError("This needs a square matrix, with as many rows as columns.")
    return matrix


def _shown(matrix: sympy.Matrix) -> str:
    return f"[{', '.join('[' + ', '.join(map(pretty, row)) + ']' for row in matrix.tolist())}]"
