"""Proves that a budget holds and that a cache is priced, with the default model, prices and store of an environment."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NoReturn, cast

from strands.models import Model
from strands.types.content import Messages

from agents.agent.spend_guard import GuardedModel, SpendRefused
from agents.agent.wrapped_model import read_usage
from agents.budgets import Budgets, Unit
from agents.errors import UserFacingError, to_user_facing
from agents.events import Usage
from agents.models.bedrock.prompt_cache import caching_family
from agents.models.factory import ModelFactory
from agents.models.model_probe import probe_model
from agents.models.profiles import profile_of
from agents.parameters import Parameters, ParameterValues
from agents.pricing import NANO, Price, cost, saved, to_nano
from chat.budgets.budget_store import BudgetStore, Counter, person_scope
from chat.budgets.periods import period_name, utc_moment
from chat.budgets.service import BudgetService
from chat.history.store import StoreError
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller

_LINES = 700  # of a prompt that is longer than the shortest beginning that any model caches, 4,096 tokens
_ATTEMPTS = 3  # at a second question: an entry of the cache is ready a moment after the first

Verdict = Literal["ok", "to do", "not asked"]


@dataclass(frozen=True, slots=True)
class TrialFinding:
    """What a trial has shown, in a sentence."""

    name: str
    verdict: Verdict
    sentence: str


class _NotShown(Exception):
    """A trial has not shown what it is for; the text says what to do."""


class _DoesNotApply(Exception):
    """A trial does not apply; the text says why."""


class _Fixed(Parameters):
    """The parameters of this environment with a budget of the trial."""

    def __init__(self, values: ParameterValues) -> None:
        self._fixed = values

    async def current(self) -> ParameterValues:
        return self._fixed


class _MostSpent:
    """A guard that learns what a call may use at most, and has none made."""

    tokens = (0, 0)

    async def reserve(self, model_id: str, input_tokens: int, output_tokens: int) -> NoReturn:
        self.tokens = input_tokens, output_tokens
        raise SpendRefused("")


async def run_trials(store: BudgetStore, parameters: Parameters, factory: ModelFactory) -> list[TrialFinding]:
    """Run both trials; the calls are paid for, and count in nobody's budget.

    Args:
        store: Counts spending, as for everybody.
        parameters: Name the default model and the prices.
        factory: Makes the model.
    """
    values = await parameters.current()

    async def of_budget() -> str:
        return await _try_budget(store, values, factory)

    async def of_cache() -> str:
        return await _try_cache(values, factory)

    return [await _finding("budget", of_budget), await _finding("prompt cache", of_cache)]


async def _finding(name: str, trial: Callable[[], Coroutine[None, None, str]]) -> TrialFinding:
    try:
        return TrialFinding(name, "ok", await trial())
    except _DoesNotApply as reason:
        return TrialFinding(name, "not asked", str(reason))
    except (_NotShown, UserFacingError) as reason:
        return TrialFinding(name, "to do", str(reason))
    except StoreError as error:
        return TrialFinding(name, "to do", f"The history cannot be used: {error}.")


async def _try_budget(store: BudgetStore, values: ParameterValues, factory: ModelFactory) -> str:
    """Send two probes at once within a budget that covers one."""
    model, model_id = await _default_model(values, factory)
    price = values.price(model_id)
    most = await _most_of_one(model, price)
    unit: Unit = "usd" if price else "tokens"
    caller = Caller(f"doctor-{uuid.uuid4()}", "")
    fixed = _Fixed(replace(values, budgets=Budgets(person={("day", unit): most})))
    writer = WriteQueue()
    service = BudgetService(store, writer, fixed, factory)
    try:
        replies = await asyncio.gather(*(_ask_within(service, caller, model) for _ in range(2)), return_exceptions=True)
        await service.flush(caller.sub)
    finally:
        await writer.close()
    failures = [to_user_facing(each) for each in replies if each is not None]
    if other := next((each for each in failures if each.code != "budget"), None):
        raise _NotShown(f"{model_id} was not asked within a budget: {other}")
    counter = Counter(period_name("day", utc_moment()), unit, person_scope(caller.sub))
    used, reserved = next(((one.used, one.reserved) for one in await store.read([counter])), (0, 0))
    if len(failures) != 1 or reserved or not 0 < used <= most:
        raise _NotShown(
            f"A budget does not hold: two questions at once within {_amount(most, unit)}, which covers one, "
            f"{len(failures)} refused, {_amount(used, unit)} spent, {_amount(reserved, unit)} still reserved."
        )
    return (
        f"two questions to {model_id} at once, within {_amount(most, unit)}, which covers one: one was answered, one "
        f"was refused; {_amount(used, unit)} spent, overshoot 0"
    )


async def _ask_within(service: BudgetService, caller: Caller, model: Model) -> None:
    guard = await service.guard(caller)
    await probe_model(model if guard is None else GuardedModel(model, guard))


async def _most_of_one(model: Model, price: Price | None) -> int:
    guard = _MostSpent()
    try:
        await probe_model(GuardedModel(model, guard))
    except SpendRefused:
        return price.at_most(*guard.tokens) if price else sum(guard.tokens)
    raise AssertionError("the guard lets no call be made")


async def _try_cache(values: ParameterValues, factory: ModelFactory) -> str:
    """Send the same long prompt twice, and compare what the second costs with a calculation of its own."""
    model, model_id = await _default_model(values, factory)
    if not values.prompt_caching:
        raise _DoesNotApply("the parameter prompt_caching is off.")
    if caching_family(model_id) is None:
        raise _DoesNotApply(f"{model_id} has no cache.")
    price = values.price(model_id)
    if price is None or price.cache_read is None or price.cache_write is None:
        raise _NotShown(
            f"{model_id} has a cache without a price, so what is read from it counts as any other input: give "
            "cache_read and cache_write in model_prices."
        )
    prompt = "\n".join([uuid.uuid4().hex, *(f"{number}. Answer with one word." for number in range(_LINES))])
    first = await _usage_of(model, prompt)
    for _ in range(_ATTEMPTS):
        second = await _usage_of(model, prompt)
        if second.cache_read_tokens:
            break
        await asyncio.sleep(1)
    else:
        raise _NotShown(
            f"{model_id} reads nothing from its cache: {first.cache_write_tokens:,} tokens were written to it, and "
            "none came back."
        )
    counted, by_hand = cost(price, [second]), _by_hand(price, second)
    if counted is None or to_nano(counted) != round(by_hand * NANO):
        raise _NotShown(f"A call with a cache is counted as ${counted}, and costs ${by_hand}.")
    return (
        f"{model_id} read {second.cache_read_tokens:,} tokens from its cache: the call costs ${by_hand:.6f}, "
        f"${saved(price, [second]):.6f} less than without"
    )


def _by_hand(price: Price, used: Usage) -> Decimal:
    """Return the price of a call in decimals, each kind of token by itself."""
    per_million = (price.input, price.output, price.cache_read or 0, price.cache_write or 0)
    counts = (used.input_tokens, used.output_tokens, used.cache_read_tokens, used.cache_write_tokens)
    total = sum((count * Decimal(str(each)) for count, each in zip(counts, per_million, strict=True)), Decimal(0))
    return total / 1_000_000


async def _usage_of(model: Model, prompt: str) -> Usage:
    messages: Messages = [{"role": "user", "content": [{"text": "Is five more than four?"}]}]
    used = Usage((), 0, 0)
    try:
        async with aclosing(model.stream(messages, None, prompt)) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                if counts := chunk.get("metadata", {}).get("usage"):
                    used = read_usage(cast(Mapping[str, int], counts))
    except Exception as error:
        raise to_user_facing(error) from error
    return used


async def _default_model(values: ParameterValues, factory: ModelFactory) -> tuple[Model, str]:
    model = await factory.create(None, values)
    model_id = str(model.get_config()["model_id"])
    if profile_of(model_id).runs_in_process:
        raise _DoesNotApply("the embedded model costs nothing, so nothing of it is counted.")
    return model, model_id


def _amount(amount: int, unit: Unit) -> str:
    return f"${amount / NANO:.6f}" if unit == "usd" else f"{amount:,} tokens"
