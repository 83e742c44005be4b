"""A budget and the price of a cache are proved with a real store, and a model on loopback."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from chat.budgets.__main__ import _run
from chat.budgets.trial import TrialFinding
from tests.agents.fakes.bedrock import START, BedrockFake, Refusal, says, stop, text
from tests.agents.fakes.prompt_cache import PromptCache
from tests.agents.fakes.scripted import AnswerMessage
from tests.support.dynamodb import dynamodb

SONNET, NOVA_2 = "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.amazon.nova-2-lite-v1:0"
Trials = Callable[[], Awaitable[tuple[TrialFinding, TrialFinding]]]


def answering(cache: PromptCache | None) -> Callable[[dict[str, Any]], AnswerMessage]:
    """A model that answers each question with one word, and counts by the rules of a cache."""

    def answer(body: dict[str, Any]) -> AnswerMessage:
        fresh, read, written = cache.count(body) if cache else (300, 0, 0)
        return [START, *text("Yes."), *stop("end_turn", (fresh, 2), (read, written))]

    return answer


@pytest.fixture
async def bedrock(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BedrockFake]:
    async with BedrockFake() as fake:
        fake.parameters = {"default_model_id": SONNET}
        fake.think(answering(PromptCache(1_024, looks_back=True)))
        for name, value in fake.environment().items():
            monkeypatch.setenv(name, value)
        yield fake


async def run(history: str) -> tuple[TrialFinding, TrialFinding]:
    budget, cache = await _run(history, "us-east-1", "dev")
    assert (budget.name, cache.name) == ("budget", "prompt cache")
    return budget, cache


@pytest.fixture
def trials(tmp_path: Path, bedrock: BedrockFake) -> Trials:
    """Runs both trials on a history of its own."""
    return lambda: run(f"sqlite:///{tmp_path}/history.db")


async def test_budget_that_holds_and_cache_that_is_priced(trials: Trials, bedrock: BedrockFake) -> None:
    budget, cache = await trials()
    assert budget.verdict == cache.verdict == "ok", (budget, cache)
    assert f"two questions to {SONNET} at once" in budget.sentence
    assert "one was answered, one was refused" in budget.sentence
    assert budget.sentence.endswith("overshoot 0")
    assert "tokens from its cache: the call costs $" in cache.sentence
    assert len(bedrock.requests) == 3, "the refused question is not sent"


async def test_budget_on_dynamodbs_api_and_model_without_a_cache(
    bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    bedrock.parameters = {"default_model_id": NOVA_2}
    bedrock.think(answering(None))
    with dynamodb() as api, api.table() as table:
        for name, value in api.environment().items():
            monkeypatch.setenv(name, value)
        budget, cache = await run(f"dynamodb://{table}")
    assert budget.verdict == "ok", budget
    assert (cache.verdict, cache.sentence) == ("not asked", f"{NOVA_2} has no cache.")
    assert len(bedrock.requests) == 1


async def test_model_without_a_price_counts_tokens(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.parameters = {"default_model_id": "us.anthropic.claude-opus-4-1-20250805-v1:0"}
    budget, cache = await trials()
    assert budget.verdict == "ok"
    assert " tokens spent, overshoot 0" in budget.sentence
    assert cache.verdict == "to do"
    assert "give cache_read and cache_write in model_prices" in cache.sentence


async def test_model_that_bills_more_than_it_may_is_found(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes.", tokens=(300, 1_000_000)))
    budget, cache = await trials()
    assert budget.verdict == "to do"
    assert budget.sentence.startswith("A budget does not hold: two questions at once within $")
    assert "1 refused, $16.5" in budget.sentence
    assert cache.verdict == "to do"
    assert "reads nothing from its cache" in cache.sentence


async def test_a_budget_holds_over_a_model_that_counts_nothing(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes.", tokens=(0, 0)))
    budget, _ = await trials()
    assert budget.verdict == "ok"
    assert "$0.000000 spent" not in budget.sentence


async def test_a_budget_that_is_passed_is_found(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes.", tokens=(90_000, 90_000)))
    budget, _ = await trials()
    assert budget.verdict == "to do"
    assert "A budget does not hold" in budget.sentence


async def test_cache_that_is_switched_off(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.parameters |= {"prompt_caching": "off"}
    _, cache = await trials()
    assert (cache.verdict, cache.sentence) == ("not asked", "the parameter prompt_caching is off.")


async def test_cache_whose_price_is_not_known(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.parameters |= {"model_prices": json.dumps({SONNET: {"input": 3.3, "output": 16.5}})}
    budget, cache = await trials()
    assert budget.verdict == "ok"
    assert cache.verdict == "to do"


async def test_model_that_refuses(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: Refusal(403, "AccessDeniedException"))
    budget, cache = await trials()
    assert budget.verdict == cache.verdict == "to do"
    assert "was not asked within a budget" in budget.sentence
    assert "secret details" not in budget.sentence + cache.sentence


async def test_embedded_model_is_not_counted(trials: Trials, bedrock: BedrockFake) -> None:
    bedrock.parameters = {"default_model_id": "embedded"}
    budget, cache = await trials()
    assert budget.verdict == cache.verdict == "not asked"
    assert "embedded model costs nothing" in budget.sentence
