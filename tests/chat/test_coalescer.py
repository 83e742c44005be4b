"""Tokens are gathered, in order, the first one at once, and none is lost."""

import asyncio

import pytest

from chat import coalescer as module
from chat.coalescer import Coalescer


async def test_gathers_what_comes_between_two_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.02)
    sent: list[str] = []

    async def send(text: str) -> None:
        await asyncio.sleep(0)
        sent.append(text)

    tokens = Coalescer(send)
    tokens.add("first")
    await asyncio.sleep(0.001)
    for number in range(100):
        tokens.add(f" {number}")
    assert sent == ["first"]
    await tokens.flush()
    assert sent == ["first", "".join(f" {number}" for number in range(100))]


async def test_loses_and_reorders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.001)
    sent: list[str] = []

    async def send(text: str) -> None:
        await asyncio.sleep(0.0005)
        sent.append(text)

    tokens = Coalescer(send)
    for number in range(500):
        tokens.add(f"{number} ")
        if number % 7 == 0:
            await asyncio.sleep(0)
        if number % 100 == 0:
            await asyncio.sleep(0.002)
    await tokens.flush()
    assert "".join(sent) == "".join(f"{number} " for number in range(500))
