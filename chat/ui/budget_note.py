"""Warns a person, once a day or month, that most of a budget is used."""

import logging

from chainlit.context import context

from chat.budgets.budget_store import EVERYONE
from chat.budgets.refusal import period_of
from chat.budgets.service import BudgetService
from chat.history.store import StoreError
from chat.i18n.language import format_number, translate
from chat.identity.caller import Caller

logger = logging.getLogger(__name__)


async def show_if_near(budgets: BudgetService, caller: Caller) -> None:
    """Show a toast for each budget of the person of which most is used since the last answer."""
    try:
        near = budgets.newly_near(await budgets.standings(caller))
    except StoreError as error:
        logger.warning("budget_not_read", extra={"reason": str(error)})
        return
    for standing in near:
        if standing.counter.scope == EVERYONE:
            logger.warning("budget_near", extra={"period": standing.counter.period, "unit": standing.counter.unit})
            continue
        percent = format_number(min(100, 100 * standing.used // max(1, standing.cap)))
        sentences = {
            "day": translate("You have used {percent} % of your budget for today.", percent=percent),
            "month": translate("You have used {percent} % of your budget for this month.", percent=percent),
        }
        await context.emitter.send_toast(sentences[period_of(standing.counter)], "warning")
