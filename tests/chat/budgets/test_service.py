"""Budgets on a real server: an answer stops before its next call would pass one, and keeps what was said."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.fakes.scripted import AnswerMessage
from tests.chat.status.test_routes import status, token
from tests.support.alb import Alb, KeyEndpoint
from tests.support.page import opened
from tests.support.server import ChatServer, started
from tests.support.user_pool import Pool

SENTENCE = "I stopped here: your budget for today does not cover the next step. It is free again on "


def brain(body: dict[str, Any]) -> AnswerMessage:
    """Call a specialist with a dear call when a derivative is asked for; answer at once whatever else is asked."""
    last = json.dumps(body["messages"][-1])
    if "derivative" in last:
        return calls(("m1", "math_assistant", {"query": "x^2"}), said="Let me see.", tokens=(1_000, 30_000))
    return says("It is 2x.", tokens=(2_000, 3_000)) if "x^2" in last else says("Hello!")


@pytest.fixture
async def limited(tmp_path: Path, server_keys: KeyEndpoint, jwks: KeyEndpoint) -> AsyncIterator[ChatServer]:
    async with BedrockFake() as model:
        model.think(brain)
        model.parameters = {"budgets": json.dumps({"person": {"day": {"usd": 0.1}, "month": {"usd": 9}}})}
        given = {"COGNITO_JWKS_URL": f"{jwks.url}/jwks.json", **model.environment()}
        async with started(tmp_path, server_keys.url, **given) as running:
            yield running


async def grant(server: ChatServer, alb: Alb, sub: str, access: str, **fields: str) -> httpx.Response:
    headers = {**alb.headers(sub), "origin": server.public_url, "x-amzn-oidc-accesstoken": access}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        return await client.post("/status/exception", data=fields)


async def test_a_turn_stops_at_the_budget_and_goes_on_with_an_exception(
    limited: ChatServer, server_alb: Alb, pool: Pool
) -> None:
    admin = token(pool, "alice-sub", ["admins"])
    async with opened(limited.url, limited.public_url, server_alb, "bob-sub") as page:
        assert "Hello!" in await page.ask("Good morning")
        answer = await page.ask("What is the derivative of x^2?")
        assert SENTENCE in answer
        assert answer.endswith("A model that costs less can go on now: Small demonstration model.")
        assert ("assistant", "Let me see.") in await page.messages()
        assert "It is 2x." in json.dumps(await page.steps())

        his = await status(limited, server_alb, "bob-sub")
        for told in ("What you can still use", "$0.10", "Why was I stopped?", "This month"):
            assert told in his, told
        assert "Who is near the end of a budget" not in his
        hers = await status(limited, server_alb, "alice-sub", admin)
        for told in ("Alice · Today", '<option value="bob-sub">Alice</option>'):
            assert told in hers, told

        asked = {"owner": "bob-sub", "usd": "0.5", "hours": "2"}
        refused = await grant(limited, server_alb, "bob-sub", token(pool, "bob-sub", ["teachers"]), **asked)
        assert refused.status_code == 403
        for wrong in ({"usd": "-1"}, {"usd": "nan"}, {"usd": "1e9"}, {"hours": "0"}, {"hours": ""}, {"owner": ""}):
            answered = await grant(limited, server_alb, "alice-sub", admin, **{**asked, **wrong})
            assert answered.status_code == 400, wrong
        assert "added" not in await status(limited, server_alb, "bob-sub")
        assert (await grant(limited, server_alb, "alice-sub", admin, **asked)).status_code == 303
        assert "An administrator has added $0.50 until " in await status(limited, server_alb, "bob-sub")

        assert "Hello!" in await page.ask("Good evening")
        toasts = [data["message"] for name, data in page.events if name == "toast"]
        assert toasts == ["You have used 91 % of your budget for today."]
    assert '"budget_exception_granted"' in limited.log_text()
