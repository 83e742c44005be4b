"""Writes the report on a loan prediction."""

from collections.abc import Iterable, Iterator, Mapping

from agents.tools.loan.description import Description
from agents.tools.loan.features import CHOICES, NEVER, QUANTITIES, Vector, decode, format_field
from agents.tools.loan.model import built_in
from agents.tools.loan.unused_details import Unused

ACCEPT_FROM = 0.5
_SOURCE = (
    "Source: [UCI Bank Marketing data set](https://archive.ics.uci.edu/dataset/222/bank+marketing), S. Moro, "
    "P. Cortez, P. Rita (2014), CC BY 4.0: calls of a Portuguese bank from 2008 to 2010. A prediction, not a decision."
)
_MAX_MOVES = 3
_WEAK, _STRONG = 0.05, 0.5  # logarithms of odds


def report(vector: Vector, given: Description | None, endpoint_score: float | None) -> str:
    """Return score, label and confidence, what became of the description, and the facts that moved it most.

    Args:
        vector: The 59 features.
        given: What the description says; None if the customer was given as numbers.
        endpoint_score: The score of the model on SageMaker; None takes that of the built-in one.
    """
    own_score, moves = built_in().explain(vector)
    score = own_score if endpoint_score is None else endpoint_score
    accepts = score >= ACCEPT_FROM
    label = "Accept" if accepts else "Reject"
    lines = [
        f"**Answer:** {label}: the customer will probably {'accept' if accepts else 'not accept'} the offer.",
        "",
        f"- Score: {score:.3f} (*Accept* from {ACCEPT_FROM} on)",
        f"- Confidence: {max(score, 1 - score):.1%}",
    ]
    customer = decode(vector)
    if given is None:
        lines.append(f"- The 59 numbers say: {_format_fields(customer, customer)}")
    else:
        lines.append(f"- Set from the description: {_format_fields(customer, given.fields)}")
        if given.derived:
            lines.append(f"- Concluded from it: {_format_fields(customer, given.derived)}")
        assumed = [name for name in customer if name not in given.fields and name not in given.derived]
        lines.append(f"- Assumed, as most customers are: {_format_fields(customer, assumed) or 'nothing'}")
        if given.unused:
            lines.append(f"- Not used: {'; '.join(_format_unused(given.unused))}")
    if endpoint_score is None:
        lines += [
            f"- What moved it most: {_format_moves(moves, customer)}",
            "",
            f"Scored by the built-in model. {_SOURCE}",
        ]
    else:
        lines += [
            f"- The endpoint tells a score alone. The built-in model gives {own_score:.3f}; there it was moved most "
            f"by this: {_format_moves(moves, customer)}",
            "",
            f"Scored by the bank's own model on SageMaker. About the built-in one: {_SOURCE}",
        ]
    return "\n".join(lines)


def _format_unused(unused: Iterable[Unused]) -> Iterator[str]:
    """Yield the pieces that are not used, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for one in unused:
        reasons.setdefault(one.why, []).append(f"“{one.words}”")
    for why, pieces in reasons.items():
        yield f"{', '.join(pieces)} ({why})"


def _format_fields(customer: Mapping[str, int | str], names: Iterable[str]) -> str:
    return "; ".join(format_field(field.name, customer[field.name]) for field in _FIELDS if field.name in set(names))


def _format_moves(moves: Mapping[str, float], customer: Mapping[str, int | str]) -> str:
    strongest = sorted(moves.items(), key=lambda move: -abs(move[1]))[:_MAX_MOVES]
    texts = [_format_move(title, move, customer) for title, move in strongest if abs(move) >= _WEAK]
    return "; ".join(texts) if texts else "nothing much; the customer is an average one"


def _format_move(title: str, move: float, customer: Mapping[str, int | str]) -> str:
    if title == "earlier contacts":
        never = customer["pdays"] == NEVER and customer["poutcome"] == "nonexistent"
        value = "earlier contacts: none" if never else format_field("poutcome", customer["poutcome"])
    else:
        (name,) = [field.name for field in _FIELDS if field.title == title]
        value = format_field(name, customer[name])
    much = "strongly " if abs(move) >= _STRONG else ""
    return f"{value} ({much}{'raised' if move > 0 else 'lowered'} it)"


_FIELDS = (*QUANTITIES, *CHOICES)
