"""Tells a calculation that is only asked for, as a ladder does, from one that states the answer."""

# ruff: noqa: RUF001 - signs of several languages

import re
from collections.abc import Sequence

import mpmath

from agents.mathematics.attempts.numeric_slips import near
from agents.mathematics.disclosure.mathematics_in_text import MathematicsRun, value_of
from agents.mathematics.expressions.parser import Call, Node
from agents.mathematics.expressions.quantities import is_number

_ASKS = re.compile(r"\s*(?:=\s*)?[?？_…]")


def only_asks(node: Node, run: MathematicsRun, given: Sequence[mpmath.mpf]) -> bool:
    """Return whether one calculation with numbers of the question is asked for: “What is 12 − 7?”, “half of 6?”."""
    match node:
        case Call("+" | "-" | "*" | "/" as sign, (left, right)) if is_number(left) and is_number(right):
            known = [*map(abs, given), *([mpmath.mpf(2)] if sign == "/" else [])]
            parts = [value_of(one) for one in (left, right)]
            all_known = all(part is not None and any(near(abs(part), one) for one in known) for part in parts)
            return all_known and "=" not in run.text and _ASKS.match(run.after) is not None
        case _:
            return False
