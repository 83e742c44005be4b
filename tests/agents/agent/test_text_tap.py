"""What the agent loop gets of a model that does things in a way of its own, whatever the provider."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from strands.models import Model

from agents.agent.output import AgentOutput
from agents.agent.text_tap import MAX_CHARACTERS, TextTap
from agents.errors import UserFacingError
from agents.events import Event, Reasoning, Text, TextTakenBack

STOP: dict[str, Any] = {"contentBlockStop": {}}
END: dict[str, Any] = {"messageStop": {"stopReason": "end_turn"}}


class Recorded(Model):
    """Streams given chunks."""

    def __init__(self, chunks: list[dict[str, Any]]) -> None:
        self._chunks = chunks

    def update_config(self, **_: Any) -> None: ...

    def get_config(self) -> Any:
        return {"model_id": "openai_compatible"}

    def structured_output(self, *_: Any, **__: Any) -> Any: ...

    async def stream(self, *_: Any, **__: Any) -> AsyncIterator[Any]:
        for chunk in self._chunks:
            yield chunk


def text(*pieces: str) -> list[dict[str, Any]]:
    return [{"contentBlockDelta": {"delta": {"text": piece}}} for piece in pieces]


def call(name: str, *arguments: str) -> list[dict[str, Any]]:
    start = {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "a", "name": name}}}}
    return [start, *({"contentBlockDelta": {"delta": {"toolUse": {"input": one}}}} for one in arguments), STOP]


async def through(*chunks: dict[str, Any]) -> tuple[list[Any], list[Event], TextTap]:
    events: list[Event] = []
    tap = TextTap(Recorded(list(chunks)), AgentOutput((), events.append))
    return [chunk async for chunk in tap.stream()], events, tap


async def test_reasoning_is_kept_from_the_loop_and_from_the_text() -> None:
    chunks, events, _ = await through(*text("<th", "ink>hm", "</think>", "Hi", "."), STOP, END)
    assert chunks == [*text("Hi."), STOP, END]
    assert events == [Reasoning((), "hm"), Text((), "Hi"), Text((), ".")]


async def test_text_before_a_lone_closing_tag_is_taken_back() -> None:
    chunks, events, _ = await through(*text("hm", "</think>", "Hi."), STOP, END)
    assert chunks == [*text("Hi."), STOP, END]
    assert events == [Text((), "hm"), TextTakenBack(()), Reasoning((), "hm"), Text((), "Hi.")]


async def test_text_that_the_loop_has_is_not_taken_back() -> None:
    chunks, events, _ = await through(*text("So. "), STOP, *call("math", "{}"), *text("b</think>c"), STOP, END)
    assert [chunk for chunk in chunks if chunk in text("So. ", "bc")] == text("So. ", "bc")
    assert not any(isinstance(event, TextTakenBack) for event in events)


@pytest.mark.parametrize(
    ("arguments", "given", "malformed"),
    [
        (['{"query": ', '"x²"}'], {"query": "x²"}, False),
        ([""], {}, False),
        ([], {}, False),
        (['"{\\"query\\": 1}"'], {"query": 1}, False),
        (["null"], {}, True),
        (["7"], {}, True),
        (['"2+2"'], {}, True),
        (["[1]"], {}, True),
        (["true"], {}, True),
        (['{"query": '], {}, True),
        (["[" * 100_000], {}, True),
    ],
)
async def test_arguments_are_an_object(arguments: list[str], given: Any, malformed: bool) -> None:
    chunks, _, tap = await through(*call("math", *arguments), END)
    (delta,) = [chunk["contentBlockDelta"]["delta"]["toolUse"] for chunk in chunks if "contentBlockDelta" in chunk]
    assert json.loads(delta["input"]) == given
    assert tap.malformed_calls == ({"a"} if malformed else set())


@pytest.mark.parametrize(
    ("name", "passed"), [("math", "math"), ("x" * 200, "x" * 64), ("a b.c:é", "a_b_c__"), ("", "_")]
)
async def test_names_of_tools_are_ones_that_the_loop_accepts(name: str, passed: str) -> None:
    chunks, _, _ = await through(*call(name), END)
    assert chunks[0]["contentBlockStart"]["start"]["toolUse"]["name"] == passed


async def test_a_reply_without_end_is_cut() -> None:
    large = "x" * (MAX_CHARACTERS - 1)
    chunks, _, _ = await through(*text(large), STOP, END)
    assert chunks == [*text(large), STOP, END]
    events: list[Event] = []
    tap = TextTap(Recorded(text("ab", "y" * 2_000_000)), AgentOutput((), events.append))
    with pytest.raises(UserFacingError, match="far more than one answer can hold"):
        [chunk async for chunk in tap.stream()]
    assert "".join(event.text for event in events if isinstance(event, Text)) == "ab" + "y" * (MAX_CHARACTERS - 2)
    with pytest.raises(UserFacingError):
        await through(*call("math", "y" * 2_000_000))


async def test_sign_of_life_is_not_passed_on() -> None:
    chunks, events, _ = await through({}, *text("Hi."), {}, STOP, END)
    assert (chunks, events) == ([*text("Hi."), STOP, END], [Text((), "Hi.")])
