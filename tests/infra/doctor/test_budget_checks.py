"""The doctor asks the server's command for its proof of a budget and of the cache's price."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from infra.doctor.__main__ import main
from infra.doctor.budget_checks import find_budget
from infra.doctor.check import Finding, Verdict
from tests.agents.fakes.bedrock import BedrockFake, Refusal
from tests.agents.fakes.prompt_cache import PromptCache
from tests.chat.budgets.test_trial import SONNET, answering

Environment = dict[str, str]


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
        "AWS_EC2_METADATA_DISABLED": "true",
        **bedrock.environment(),
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


async def test_what_is_to_do_and_what_was_not_asked(environment: Environment, bedrock: BedrockFake) -> None:
    bedrock.parameters |= {"prompt_caching": "off"}
    bedrock.think(lambda _: Refusal(403, "AccessDeniedException"))
    budget, cache = await found(environment)
    assert budget.verdict is Verdict.TO_DO
    assert "was not asked within a budget" in budget.sentence
    assert "secret details" not in budget.sentence
    assert (cache.verdict, cache.sentence) == (Verdict.NOT_ASKED, "the parameter prompt_caching is off.")


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
