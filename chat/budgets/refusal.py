"""The sentences of a budget that is reached: why, until when, and what costs less."""

from collections.abc import Iterable
from datetime import datetime

from agents.budgets import Period
from agents.models.factory import ModelChoice
from agents.models.profiles import profile_of
from agents.parameters import ParameterValues
from agents.user_messages import TranslatableText, joined
from chat.budgets.budget_store import EVERYONE, Counter, Limit
from chat.budgets.periods import first_day_after

UNCHECKED = TranslatableText("I stopped here: the budget cannot be checked just now; ask again in a minute.")
_DAY = "2026-11-28"


def refusal(limit: Limit, moment: datetime, other: ModelChoice | None) -> TranslatableText:
    """Return the sentence of an answer that stops.

    Args:
        limit: What would be passed.
        moment: When.
        other: A model that can go on.
    """
    period = period_of(limit.counter)
    parts = [
        _REASONS[limit.counter.scope == EVERYONE, period],
        TranslatableText("It is free again on {day} at 00:00 UTC.", day=first_day_after(period, moment)),
    ]
    if other is not None:
        parts.append(
            TranslatableText("A model that costs less can go on now: {model}.", model=TranslatableText(other.label))
        )
    sentence = joined(" ", parts)
    return sentence if isinstance(sentence, TranslatableText) else TranslatableText(sentence)


def cheaper_model(
    choices: Iterable[ModelChoice], values: ParameterValues, tokens: tuple[int, int], refused: Limit, left: int
) -> ModelChoice | None:
    """Return the first of the models whose call would fit.

    Args:
        choices: The models that can be chosen.
        values: Knows their prices.
        tokens: What the refused call would read and write at most.
        refused: What it would pass.
        left: What is left there.
    """
    for choice in choices:
        price = values.price(choice.id)
        if profile_of(choice.id).runs_in_process:
            return choice
        if price is not None and refused.counter.unit == "usd" and price.at_most(*tokens) <= left:
            return choice
    return None


def period_of(counter: Counter) -> Period:
    """Return whether a counter is one of a day or of a month."""
    return "day" if len(counter.period) == len(_DAY) else "month"


_REASONS: dict[tuple[bool, Period], TranslatableText] = {
    (False, "day"): TranslatableText("I stopped here: your budget for today does not cover the next step."),
    (False, "month"): TranslatableText("I stopped here: your budget for this month does not cover the next step."),
    (True, "day"): TranslatableText("I stopped here: everyone's budget for today does not cover the next step."),
    (True, "month"): TranslatableText("I stopped here: everyone's budget for this month does not cover the next step."),
}
