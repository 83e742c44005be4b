"""The page "Status" on a real server: what it shows, to whom, and what it never shows."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from jose import jwk, jwt

from chat.guardrails.dynamodb import DynamoFindingStore
from chat.guardrails.finding_store import FindingCount
from chat.guardrails.sqlite import SqliteFindingStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.usage.meter import days_ago
from tests.support.alb import CLIENT, ISSUER, Alb, KeyEndpoint
from tests.support.model import Model
from tests.support.page import opened
from tests.support.server import ChatServer, started
from tests.support.user_pool import Pool
from tests.support.waiting import eventually

SECRET = "sk-very-secret"
NAME = "Alice"  # as the page of tests.support signs everybody in


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    async with Model(lambda _: ["The derivative is 2x."]) as running:
        running.parameters = {"temperature": "hot", "openai_compatible_key": SECRET, "history_retention_days": "30"}
        running.parameters |= {"bedrock_guardrail_id": "g1", "bedrock_guardrail_version": "2"}
        yield running


@pytest.fixture
async def own_server(
    tmp_path: Path, server_keys: KeyEndpoint, model: Model, jwks: KeyEndpoint
) -> AsyncIterator[ChatServer]:
    given = {**model.environment(), "COGNITO_JWKS_URL": f"{jwks.url}/jwks.json", "TEACHERS_ASSISTANT_ENV": "stage"}
    given["USER_POOL_ID"] = "us-east-1_abc"
    async with started(tmp_path, server_keys.url, **given) as running:
        yield running


def token(pool: Pool, sub: str, groups: list[str]) -> str:
    claims = {"sub": sub, "iss": ISSUER, "client_id": CLIENT, "token_use": "access", "exp": int(time.time()) + 600}
    claims["cognito:groups"] = groups
    signed: str = jwt.encode(claims, jwk.construct(pool.private, "RS256"), "RS256", headers={"kid": pool.kid})
    return signed


async def status(server: ChatServer, alb: Alb, sub: str, access: str = "", query: str = "") -> str:
    headers = {**alb.headers(sub, name=f"{sub}'s <name>"), **({"x-amzn-oidc-accesstoken": access} if access else {})}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        answer = await client.get(f"/status{query}")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    return answer.text


async def found_by_another_server(folder: Path, day: str, number: int) -> None:
    store = SqliteStore(folder / "history.db")
    await open_beside(store, SqliteFindingStore, DynamoFindingStore).put(
        FindingCount(day, "s2", "content.HATE", "BLOCKED", number)
    )
    await store.close()


async def test_each_person_sees_their_own_usage_and_administrators_all(
    own_server: ChatServer, server_alb: Alb, model: Model, pool: Pool, tmp_path: Path
) -> None:
    async with opened(own_server.url, own_server.public_url, server_alb, "bob-sub") as bob:
        await bob.ask("What is the derivative of my secret x^2?")

    async def is_counted() -> bool:
        return "<b>Total</b>" in await status(own_server, server_alb, "bob-sub")

    async def is_well() -> bool:
        return 'data-state="down"' not in await status(own_server, server_alb, "bob-sub")

    await eventually(is_counted)
    await eventually(is_well)  # on a busy machine a look may take longer than a look may
    his = await status(own_server, server_alb, "bob-sub")
    for told in ("Amazon Nova 2 Lite (Bedrock)", "stage", "us-east-1", "30 days", "What you used", "$0.0000"):
        assert told in his, told
    assert "The parameter temperature is not a number from 0 to 1; 0.3 stays in force." in his
    assert SECRET not in his
    assert "What everybody used" not in his
    assert "Guardrails" not in his
    assert "/people" not in his

    hers = await status(own_server, server_alb, "alice-sub", token(pool, "alice-sub", ["admins"]))
    assert "Nothing in the last seven days." in hers
    assert 'href="/people"' in hers
    assert NAME in hers
    assert "What everybody used" in hers
    assert "Guardrail g1, version 2, checks every question and every answer." in hers
    assert "Nothing was found in the last 30 days." in hers
    assert "secret x^2" not in hers
    assert "derivative" not in hers

    await found_by_another_server(tmp_path, days_ago(6), 12)
    await found_by_another_server(tmp_path, days_ago(29), 34)
    found = await status(own_server, server_alb, "alice-sub", token(pool, "alice-sub", ["admins"]))
    assert "<td><bdi>Harmful content (HATE)</bdi></td><td>Blocked</td>" in found
    assert found.index("Harmful content (HATE)") < found.index("<bdi>12</bdi>") < found.index("<bdi>46</bdi>")
    assert "Harmful content" not in await status(own_server, server_alb, "bob-sub")

    stolen = await status(own_server, server_alb, "bob-sub", token(pool, "alice-sub", ["admins"]))
    staff = await status(own_server, server_alb, "bob-sub", token(pool, "bob-sub", ["staff", "Admins"]))
    assert "What everybody used" not in stolen
    assert "What everybody used" not in staff

    admin = token(pool, "alice-sub", ["admins"])
    for query in ("", "?day=%3Cscript%3E", "?day=2026-13-45", "?day=' OR 1=1", "?day=0000-00-00"):
        assert NAME in await status(own_server, server_alb, "alice-sub", admin, query)
    assert "Nothing on this day." in await status(own_server, server_alb, "alice-sub", admin, "?day=2020-01-01")

    erased = await own_request(own_server, server_alb, "bob-sub")
    assert "<td>usage</td><td>1</td>" in erased
    assert "Nothing on this day." in await status(own_server, server_alb, "alice-sub", admin)


async def test_an_administrator_asks_whether_the_default_model_answers(
    own_server: ChatServer, server_alb: Alb, model: Model, pool: Pool
) -> None:
    async def press(sub: str, groups: list[str]) -> httpx.Response:
        headers = {**server_alb.headers(sub), "x-amzn-oidc-accesstoken": token(pool, sub, groups)}
        headers["origin"] = own_server.public_url
        async with httpx.AsyncClient(base_url=own_server.url, headers=headers) as client:
            return await client.post("/status/question")

    assert "Ask the default model" not in await status(own_server, server_alb, "bob-sub")
    assert 'data-state="unknown"' in await status(own_server, server_alb, "bob-sub")
    assert (await press("bob-sub", ["staff"])).status_code == 403
    assert model.requests == []
    hers = await status(own_server, server_alb, "alice-sub", token(pool, "alice-sub", ["admins"]))
    assert "it costs a few tokens" in hers
    answer = await press("alice-sub", ["admins"])
    assert answer.status_code == 200
    assert "The default model answered in" in answer.text
    assert len(model.requests) == 1
    assert 'data-state="unknown"' not in answer.text


async def own_request(server: ChatServer, alb: Alb, sub: str) -> str:
    headers = {**alb.headers(sub), "origin": server.public_url}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        answer = await client.post("/my-data/erase", data={"confirmation": "erase everything"})
    return answer.text


async def test_an_unreachable_dependency_is_shown_as_down(
    tmp_path: Path, server_keys: KeyEndpoint, server_alb: Alb, model: Model
) -> None:
    dead = "http://127.0.0.1:1"
    given = {
        **model.environment(),
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": dead,
        "AWS_ENDPOINT_URL_S3": dead,
        "UPLOADS_BUCKET": "no-bucket",
    }
    async with started(tmp_path, server_keys.url, **given) as server:

        async def states() -> list[int]:
            told = await status(server, server_alb, "alice-sub")
            return [told.count(f'data-state="{state}"') for state in ("down", "ok")]

        async def only_what_is_gone_is_down() -> bool:
            return await states() == [2, 3]

        await eventually(only_what_is_gone_is_down)
        told = await status(server, server_alb, "alice-sub")
        assert "AWS cannot be reached from this server" in told
        assert dead not in told


async def test_names_and_numbers_are_in_the_language_of_the_reader(server: ChatServer, server_alb: Alb) -> None:
    headers = {**server_alb.headers("numbers-sub"), "accept-language": "de"}
    async with opened(server.url, server.public_url, server_alb, "numbers-sub") as page:
        await page.ask("What is 6 * 7?")
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:

        async def told() -> str:
            return (await client.get("/status")).text

        async def is_counted() -> bool:
            return "<b>Summe</b>" in await told()

        await eventually(is_counted)
        text = await told()
    assert "Kleines Vorführmodell (in diesem Server)" in text
    assert "höchstens 20.000 Zeichen" in text
    assert "<td><bdi>Kleines Vorführmodell</bdi></td>" in text
    assert "mbedded" not in text
