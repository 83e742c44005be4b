"""Whatever calls a model that is paid for is reserved: the counter of everyone is what the provider bills."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from agents.events import Usage
from agents.models.factory import DEFAULT_BEDROCK
from agents.pricing import LIST_PRICES, to_nano
from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.fakes.scripted import AnswerMessage, Refusal
from tests.chat.status.test_routes import token
from tests.support.alb import Alb, KeyEndpoint
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started
from tests.support.user_pool import Pool
from tests.support.waiting import eventually

STUDY: dict[str, Any] = {"modes": {"how": "study"}}


class Bill:
    """A provider: answers, and bills each reply by itself.

    Attributes:
        asked: What the calls were about.
        nano: What they cost, in billionths of a dollar.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.nano = 0

    def think(self, body: dict[str, Any]) -> AnswerMessage:
        """Answer a request; the second question about a derivative is refused once, and asked again."""
        system, last = json.dumps(body["system"]), json.dumps(body["messages"][-1])
        if "refuse me" in last and "refused" not in self.asked:
            self.asked.append("refused")
            return Refusal(503, "ServiceUnavailableException")
        tokens = 100 + len(self.asked), 7 + len(self.asked)
        self.nano += to_nano(LIST_PRICES[DEFAULT_BEDROCK].of(Usage((), *tokens)))
        if "You write exercises" in system:
            self.asked.append("exercises")
            return says('[{"question": "What is 1/2 + 1/3?", "answer": "5/6"}]', tokens=tokens)
        if "derivative" in last and "toolResult" not in last:
            self.asked.append("teacher")
            return calls(("m1", "math_assistant", {"query": "x^2"}), tokens=tokens)
        self.asked.append(next((word for word in ("x^2", "five more", "colour", "poem") if word in last), "else"))
        return says("It is 2x.", tokens=tokens)


@pytest.fixture
def bill() -> Bill:
    return Bill()


@pytest.fixture
async def metered(tmp_path: Path, server_keys: KeyEndpoint, jwks: KeyEndpoint, bill: Bill) -> AsyncIterator[ChatServer]:
    async with BedrockFake() as model:
        model.think(bill.think)
        model.parameters = {"budgets": json.dumps({"everyone": {"day": {"usd": 100}}})}
        given = {"COGNITO_JWKS_URL": f"{jwks.url}/jwks.json", **model.environment()}
        async with started(tmp_path, server_keys.url, **given) as running:
            yield running


def counted(folder: Path) -> list[tuple[int, int]]:
    """What the counter of everyone holds, and what of it is reserved."""
    with closing(sqlite3.connect(folder / "history.db")) as file:
        return file.execute("SELECT used, reserved FROM budget_counters WHERE scope = 'everyone'").fetchall()


async def ask_again(page: Page) -> None:
    """Press "again" under the last answer."""
    offered = [data for event, data in page.events if event == "action" and data["name"] == "again"]
    before = len(page.events)
    action = {"action": offered[-1], "sessionId": page.session_id}
    assert (await page.request("POST", "/project/action", json=action)).status_code == 200
    await page.until(lambda event, _: event == "task_end", after=before)


async def test_every_call_of_the_product_is_in_the_budget(
    metered: ChatServer, server_alb: Alb, pool: Pool, bill: Bill, tmp_path: Path
) -> None:
    async def adds(*kinds: str) -> None:
        assert bill.asked[len(seen) :] == list(kinds)
        seen.extend(kinds)
        await eventually(lambda: counted(tmp_path) == [(bill.nano, 0)])

    seen: list[str] = []
    async with opened(metered.url, metered.public_url, server_alb) as page:
        await page.ask("Write a poem")
        await adds("poem")
        await ask_again(page)
        await adds("poem")
        await page.ask("Write a poem and refuse me")
        await adds("refused", "poem")
        await page.ask("What is the derivative of x^2?")
        await adds("teacher", "x^2", "else")
        await page.ask("x^2", modes={"route": "math_assistant"})
        await adds("x^2")
        await page.ask("Remember that my favourite colour is green.")
        await adds()
        await page.ask("What is my favourite colour?", modes={"route": "memory"})
        await adds("colour")
        await page.ask("/practise fractions")
        await adds("exercises")
        await page.ask("stop")
        await page.ask("Why is a poem not prose?", **STUDY)
        assert len(bill.asked) > len(seen)
        await adds(*bill.asked[len(seen) :])
    access = {"x-amzn-oidc-accesstoken": token(pool, "alice-sub", ["admins"]), "origin": metered.public_url}
    async with httpx.AsyncClient(base_url=metered.url, headers={**server_alb.headers(), **access}) as client:
        assert "The default model answered in" in (await client.post("/status/question")).text
    await adds("five more")
