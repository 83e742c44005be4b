"""The form by which an administrator lets a person spend more for a time."""

import logging
import math

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from agents.pricing import NANO
from chat.budgets.budget_store import Allowance, BudgetStore
from chat.history.store import StoreError
from chat.history.timestamps import epoch_seconds
from chat.http.templates import render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)

MAX_DOLLARS = 1_000.0
MAX_TOKENS = 100_000_000
MAX_HOURS = 24 * 31
_MAX_FIELDS = 8
_MAX_OWNER_CHARACTERS = 128


def exception_routes(budgets: BudgetStore) -> APIRouter:
    """Build the route; whoever is no administrator is refused.

    Args:
        budgets: Stores the exceptions.
    """
    router = APIRouter()

    @router.post("/status/exception")
    async def grant(request: Request) -> Response:
        caller = current_caller.get()
        if not caller.is_administrator:
            return _refuse(translate("Only administrators can do this."), 403)
        form = await request.form(max_files=0, max_fields=_MAX_FIELDS)
        owner = str(form.get("owner", ""))
        usd = _number(form.get("usd", "0"), MAX_DOLLARS)
        tokens = _number(form.get("tokens", "0"), MAX_TOKENS)
        hours = _number(form.get("hours", ""), MAX_HOURS)
        if not 0 < len(owner) <= _MAX_OWNER_CHARACTERS or usd is None or tokens is None or not hours:
            return _refuse(
                translate(
                    "Nothing was granted: it takes at most ${usd}, {tokens} tokens and {hours} hours.",
                    usd=f"{MAX_DOLLARS:g}",
                    tokens=MAX_TOKENS,
                    hours=MAX_HOURS,
                ),
                400,
            )
        until = epoch_seconds() + round(hours * 3600)
        try:
            await budgets.put_allowance(Allowance(owner, round(usd * NANO), int(tokens), until))
        except StoreError as error:
            logger.warning("budget_exception_not_granted", extra={"reason": str(error)})
            return _refuse(translate("This could not be done just now; try again in a minute."), 500)
        logger.info(
            "budget_exception_granted",
            extra={"by": caller.sub, "to": owner, "usd": usd, "tokens": int(tokens), "hours": hours},
        )
        return RedirectResponse("/status", 303)

    return router


def _number(text: object, most: float) -> float | None:
    """Return a number from 0 to `most`; None for anything else."""
    try:
        number = float(str(text).strip() or "0")
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= most else None


def _refuse(sentence: str, status: int) -> Response:
    return render_alert(translate("Status"), sentence, status)
