"""The page "Status", which needs no script."""

import re
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from chat.history.store import StoreError
from chat.http.layout import alert, page
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.observability.health import HealthMonitor
from chat.services import Services
from chat.status import sections
from chat.usage.meter import days_ago

DAYS = 7  # that are looked back
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def status_pages(services: Services) -> APIRouter:
    """Build the route; the gate lets only the signed-in person in.

    Args:
        services: What the page tells of.
    """
    router = APIRouter()
    examiner = HealthMonitor(services.dependencies)

    @router.get("/status")
    async def status(day: str = "") -> Response:
        caller = current_caller.get()
        values = await services.parameters.current()
        model = next(iter(await services.factory.choices(values)), None)
        body = [
            sections.in_force(services.deployment, values, model),
            sections.problems(values),
            sections.health(await examiner.check_all()),
        ]
        book = services.accounts.store
        try:
            body.append(sections.own_usage(await book.of_person(caller.sub, days_ago(DAYS - 1)), values))
            if caller.is_administrator:
                chosen = _day(day)
                body.append(sections.usage_of_all(chosen, await book.of_day(chosen), values))
        except StoreError:
            body.append(alert(translate("Usage cannot be read just now; try again in a minute.")))
        return page(translate("Status"), "".join(body))

    return router


def _day(text: str) -> str:
    """The day that was asked for; today, when it is none."""
    try:
        return f"{date.fromisoformat(text)}" if _DAY.fullmatch(text) else days_ago(0)
    except ValueError:
        return days_ago(0)
