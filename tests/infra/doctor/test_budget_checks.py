"""The doctor's proof of a budget and of the cache's price, with a real store and a model on loopback."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from infra.doctor.__main__ import main
from infra.doctor.budget_checks import find_budget
from infra.doctor.check import Finding, Verdict
from tests.agents.fakes.bedrock import START, BedrockFake, Refusal, says, stop, text
from tests.agents.fakes.prompt_cache import PromptCache
from tests.agents.fakes.scripted import AnswerMessage
from tests.support.dynamodb import dynamodb

SONNET, NOVA_2 = "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.amazon.nova-2-lite-v1:0"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}
Environment = dict[str, str]


def answering(cache: PromptCache | None) -> Callable[[dict[str, Any]], AnswerMessage]:
    """A model that answers each question with one word, and counts by the rules of a cache."""

    def answer(body: dict[str, Any]) -> AnswerMessage:
        fresh, read, written = cache.count(body) if cache else (300, 0, 0)
        return [START, *text("Yes."), *stop("end_turn", (fresh, 2), (read, written))]

    return answer


@pytest.fixture
async def bedrock() -> AsyncIterator[BedrockFake]:
    async with BedrockFake() as fake:
        fake.parameters = {"default_model_id": SONNET}
        fake.think(answering(PromptCache(1_024, looks_back=True)))
        yield fake


@pytest.fixture
def environment(tmp_path: Path, bedrock: BedrockFake) -> Environment:
    """What a server has, as far as the command needs it."""
    return {
        "PATH": os.environ["PATH"],
        "HISTORY_URL": f"sqlite:///{tmp_path}/history.db",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": bedrock.url,
        "AWS_ENDPOINT_URL_SSM": bedrock.url,
        **KEYS,
    }


async def found(environment: Environment) -> tuple[Finding, Finding]:
    budget, cache = await asyncio.to_thread(lambda: list(find_budget(environment)))
    assert (budget.name, cache.name) == ("budget", "prompt cache")
    return budget, cache


def test_without_a_history_there_is_nothing_to_prove() -> None:
    assert list(find_budget({})) == list(find_budget({"HISTORY_URL": " "})) == []


async def test_budget_that_holds_and_cache_that_is_priced(environment: Environment, bedrock: BedrockFake) -> None:
    budget, cache = await found(environment)
    assert budget.verdict is cache.verdict is Verdict.OK, (budget, cache)
    assert f"two questions to {SONNET} at once" in budget.sentence
    assert "one was answered, one was refused" in budget.sentence
    assert budget.sentence.endswith("overshoot 0")
    assert "tokens from its cache: the call costs $" in cache.sentence
    assert len(bedrock.requests) == 3, "the refused question is not sent"


async def test_budget_on_dynamodbs_api_and_model_without_a_cache(
    environment: Environment, bedrock: BedrockFake
) -> None:
    bedrock.parameters = {"default_model_id": NOVA_2}
    bedrock.think(answering(None))
    with dynamodb() as api, api.table() as table:
        budget, cache = await found({**environment, **api.environment(), "HISTORY_URL": f"dynamodb://{table}"})
    assert budget.verdict is Verdict.OK, budget
    assert (cache.verdict, cache.sentence) == (Verdict.NOT_ASKED, f"{NOVA_2} has no cache.")
    assert len(bedrock.requests) == 1


async def test_model_without_a_price_counts_tokens(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.parameters = {"default_model_id": "us.anthropic.claude-opus-4-1-20250805-v1:0"}
    budget, cache = await found(environment)
    assert budget.verdict is Verdict.OK
    assert " tokens spent, overshoot 0" in budget.sentence
    assert cache.verdict is Verdict.TO_DO
    assert "give cache_read and cache_write in model_prices" in cache.sentence


async def test_model_that_bills_more_than_it_may_is_found(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes.", tokens=(300, 1_000_000)))
    budget, cache = await found(environment)
    assert budget.verdict is Verdict.TO_DO
    assert budget.sentence.startswith("A budget does not hold: two questions at once within $")
    assert "1 refused, $16.5" in budget.sentence
    assert cache.verdict is Verdict.TO_DO
    assert "reads nothing from its cache" in cache.sentence


async def test_a_budget_holds_over_a_model_that_counts_nothing(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes.", tokens=(0, 0)))
    budget, _ = await found(environment)
    assert budget.verdict is Verdict.OK
    assert "$0.000000 spent" not in budget.sentence


async def test_a_budget_that_is_passed_is_found(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes.", tokens=(90_000, 90_000)))
    budget, _ = await found(environment)
    assert budget.verdict is Verdict.TO_DO
    assert "A budget does not hold" in budget.sentence


async def test_cache_that_is_switched_off(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.parameters |= {"prompt_caching": "off"}
    _, cache = await found(environment)
    assert (cache.verdict, cache.sentence) == (Verdict.NOT_ASKED, "the parameter prompt_caching is off.")


async def test_cache_whose_price_is_not_known(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.parameters |= {"model_prices": json.dumps({SONNET: {"input": 3.3, "output": 16.5}})}
    budget, cache = await found(environment)
    assert budget.verdict is Verdict.OK
    assert cache.verdict is Verdict.TO_DO


async def test_model_that_refuses(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: Refusal(403, "AccessDeniedException"))
    budget, cache = await found(environment)
    assert budget.verdict is cache.verdict is Verdict.TO_DO
    assert "was not asked within a budget" in budget.sentence
    assert "secret details" not in budget.sentence + cache.sentence


async def test_embedded_model_is_not_counted(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.parameters = {"default_model_id": "embedded"}
    budget, cache = await found(environment)
    assert budget.verdict is cache.verdict is Verdict.NOT_ASKED
    assert "embedded model costs nothing" in budget.sentence


async def test_history_that_cannot_be_opened(environment: Environment) -> None:
    nowhere = {**environment, "HISTORY_URL": "dynamodb://none", "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1"}
    (finding,) = await asyncio.to_thread(lambda: list(find_budget(nowhere)))
    assert finding.verdict is Verdict.TO_DO
    assert "The history at dynamodb://none cannot be opened" in finding.sentence


async def test_doctor_says_it_beside_everything_else(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["doctor", "http://127.0.0.1:1"])
    assert await asyncio.to_thread(main) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ok         budget            two questions") for line in lines)
    assert any(line.startswith("ok         prompt cache      ") for line in lines)
