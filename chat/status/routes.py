"""The page "Status", which needs no script."""

import re
import time
from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response
from strands.models import Model

from agents.agent.spend_guard import GuardedModel, SpendGuard
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.user_messages import UserFacingError
from chat.budgets.service import BudgetService
from chat.guardrails.finding_store import FindingStore
from chat.history.store import StoreError
from chat.http.templates import render
from chat.i18n.agent_messages import translate_error
from chat.i18n.language import format_number, translate
from chat.identity.caller import current_caller
from chat.observability.health import Dependency, Deployment, HealthMonitor
from chat.status import budget_view, guardrail_view, view
from chat.status.budget_view import BudgetRow
from chat.status.guardrail_view import FindingRow
from chat.usage.meter import days_ago
from chat.usage.usage_store import UsageStore

_TRIAL = "/status/question"
DAYS = 7  # of a person's own usage
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def status_pages(
    deployment: Deployment,
    parameters: Parameters,
    factory: ModelFactory,
    dependencies: Sequence[Dependency],
    usage: UsageStore,
    budgets: BudgetService,
    findings: FindingStore,
    *,
    manages_people: bool,
) -> APIRouter:
    """Build the route; the gate admits only the signed-in person.

    Args:
        deployment: Where this server runs.
        parameters: The live parameters.
        factory: Knows the models that can be chosen.
        dependencies: What is checked.
        usage: What everybody used.
        budgets: What everybody may spend.
        findings: What guardrails have found.
        manages_people: Whether there is a page "People", to which administrators are led.
    """
    router = APIRouter()
    monitor = HealthMonitor(dependencies)

    async def page(day: str = "", trial: view.Trial | None = None) -> Response:
        caller = current_caller.get()
        values = await parameters.current()
        model = next(iter(await factory.choices(values)), None)
        own_usage = usage_of_day = None
        own_budgets: Sequence[BudgetRow] = ()
        budgets_of_all: Sequence[BudgetRow] = ()
        people: dict[str, str] = {}
        allowance = ""
        found: Sequence[FindingRow] = ()
        health = view.health(await monitor.check_all())
        is_usage_known = True
        try:
            if values.budgets:
                own_budgets = budget_view.own_budgets(await budgets.standings(caller))
                allowance = budget_view.allowance_note(await budgets.store.get_allowance(caller.sub))
                if caller.is_administrator:
                    names = {entry.owner: entry.name for entry in await usage.of_day(days_ago(0))}
                    budgets_of_all = budget_view.budgets_of_all(await budgets.running(), names)
                    people = budget_view.people_of(budgets_of_all, names)
            own_usage = view.own_usage(await usage.of_person(caller.sub, days_ago(DAYS - 1)), values)
            if caller.is_administrator:
                chosen = _day(day)
                usage_of_day = view.usage_of_day(chosen, await usage.of_day(chosen), values)
                week, month = (days_ago(days - 1) for days in guardrail_view.SPANS)
                found = guardrail_view.finding_rows(await findings.since(month), week)
        except StoreError:
            is_usage_known = False
        return render(
            "status/status.html",
            in_force=view.in_force(deployment, values, model),
            problems=values.problems,
            health=health,
            rules=guardrail_view.rules_in_force(values) if caller.is_administrator else (),
            findings=found,
            own_budgets=own_budgets,
            allowance=allowance,
            budgets_of_all=budgets_of_all,
            people=people,
            own_usage=own_usage,
            day=usage_of_day,
            is_usage_known=is_usage_known,
            is_administrator=caller.is_administrator,
            manages_people=manages_people and caller.is_administrator,
            trial=trial,
            trial_path=_TRIAL,
        )

    @router.get("/status")
    async def status(day: str = "") -> Response:
        return await page(day)

    @router.post(_TRIAL)
    async def try_model() -> Response:
        caller = current_caller.get()
        if not caller.is_administrator:
            raise HTTPException(403, translate("Only an administrator can ask this."))
        trial = await _try(factory, parameters, await budgets.guard(caller))
        monitor.forget()
        return await page(trial=trial)

    return router


async def _try(factory: ModelFactory, parameters: Parameters, guard: SpendGuard | None) -> view.Trial:
    """Ask the default model a question of a few tokens."""

    def within_budget(model: Model) -> Model:
        return model if guard is None else GuardedModel(model, guard)

    started = time.monotonic()
    try:
        await factory.probe(await parameters.current(), within_budget)
    except UserFacingError as error:
        return view.Trial(False, translate_error(error))
    seconds = format_number(max(time.monotonic() - started, 0.1), 1)
    return view.Trial(True, translate("The default model answered in {seconds} s.", seconds=seconds))


def _day(text: str) -> str:
    """Return the requested day; today if it is none."""
    try:
        return f"{date.fromisoformat(text)}" if _DAY.fullmatch(text) else days_ago(0)
    except ValueError:
        return days_ago(0)
