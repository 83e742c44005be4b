import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from agents.agent import retry
from agents.agent.text_tap import MAX_CHARACTERS
from agents.events import Done, Error, Retry, Text, ToolEnd, ToolInput, ToolStart, Usage
from agents.models.openai_compatible import chat_model
from agents.turn.run_turn import Message, TurnContext, run_turn
from agents.user_messages import TranslatableText
from tests.agents.fakes.chat import DONE, chunk, says, stop, text, tool_call
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import AnswerMessage, Pause, Refusal, Step
from tests.agents.models.serving import read_request, serving
from tests.agents.support import ask, text_at
from tests.support.waiting import PATIENCE


@asynccontextmanager
async def answering(head: bytes, body: bytes) -> AsyncIterator[str]:
    """A server that gives every request the same answer."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(head + b"\r\nConnection: close\r\n\r\n" + body)
        await writer.drain()

    async with serving(serve) as url:
        yield url


async def test_request_carries_the_model_the_tools_and_the_key(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.parameters["openai_compatible_key"] = "sk-test"
    openai.think(lambda _: says("Hi."))
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    (body,) = openai.requests
    assert (body["model"], body["stream"], body["max_tokens"]) == ("qwen3", True, 4096)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "math_assistant" in {tool["function"]["name"] for tool in body["tools"]}
    assert openai.headers[0]["Authorization"] == "Bearer sk-test"
    assert openai.headers[0]["Host"].startswith("127.0.0.1:")


async def test_request_without_a_key_has_no_authorization(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.think(lambda _: says("Hi."))
    await ask("Hello", on_openai)
    assert "Authorization" not in openai.headers[0]


async def test_parameters_that_the_model_refuses_are_left_out(on_openai: TurnContext, openai: OpenAIFake) -> None:
    def answer(body: dict[str, Any]) -> AnswerMessage:
        for name in ("max_tokens", "temperature"):
            if name in body:
                error = {"message": "secret", "code": "unsupported_parameter", "param": name}
                return Refusal(400, body=json.dumps({"error": error}))
        return says("Hi.")

    openai.think(answer)
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    assert len(openai.requests) == 3
    assert openai.requests[-1]["max_completion_tokens"] == 4096


async def test_more_than_one_parameter_is_left_out(on_openai: TurnContext, openai: OpenAIFake) -> None:
    """A context of 4096 tokens holds no answer of 4096: the length is left to the server."""

    def answer(body: dict[str, Any]) -> AnswerMessage:
        if "max_tokens" in body or "max_completion_tokens" in body:
            message = "maximum context length is 4096 tokens (300 in the messages, 4096 in the completion)"
            return Refusal(400, body=json.dumps({"error": {"message": message}}))
        return says("Hi.")

    openai.think(answer)
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    assert len(openai.requests) == 3


async def test_answer_is_read_to_its_end(on_openai: TurnContext, openai: OpenAIFake) -> None:
    """The reason stands in every piece, and the tool's arguments come after it."""
    replies: list[list[Step]] = [
        [
            step.replace(b'"finish_reason": null', b'"finish_reason": "tool_calls"')
            for step in [*text("Let me see."), *tool_call(0, "a", "math_assistant", {"query": "2 + 2"}), DONE]
            if isinstance(step, bytes)
        ],
        says("It is ", "4."),
        [*(chunk({"content": word}, "stop") for word in ("The ", "answer ", "is 4.")), DONE],
    ]
    openai.think(lambda _: replies.pop(0))
    events = await ask("What is 2 + 2?", on_openai)
    assert [event.input for event in events if isinstance(event, ToolInput)] == [{"query": "2 + 2"}]
    assert text_at(events) == "Let me see.\n\nThe answer is 4."


async def test_answer_that_its_server_does_not_end_is_complete(
    on_openai: TurnContext, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_model, "END_SECONDS", 0.05)
    pause = Pause()
    openai.think(lambda _: [*text("Hi."), chunk({}, "stop"), pause])
    events = await ask("Hello", on_openai)
    assert isinstance(events[-1], Done)
    assert (events[-1].text, events[-1].stop_reason) == ("Hi.", "end_turn")
    await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_malformed_piece_is_asked_for_again(
    on_openai: TurnContext, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)
    replies = [[*text("Half"), chunk(choices="oops")], says("The whole answer.")]
    openai.think(lambda _: replies.pop(0))
    events = await ask("Hello", on_openai)
    assert [type(event) for event in events] == [Text, Retry, Text, Usage, Done]
    assert isinstance(events[-1], Done)
    assert events[-1].text == "The whole answer."


async def test_two_megabytes_of_text_are_bounded_in_one_sentence(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.think(lambda _: says("x" * 2_000_000))
    events = await ask("Hello", on_openai)
    assert [event.message for event in events if isinstance(event, Error)] == [
        "The model wrote far more than one answer can hold and was stopped; ask for a shorter answer."
    ]
    assert len(text_at(events)) == MAX_CHARACTERS
    assert len(openai.requests) == 1


async def test_large_line_is_read(on_openai: TurnContext, openai: OpenAIFake) -> None:
    words = "word " * 20_000
    openai.think(lambda _: [chunk({"content": words, "annotations": ["x" * 1_500_000]}), *stop()])
    assert text_at(await ask("Hello", on_openai)) == words


async def test_call_that_cannot_be_made_is_told_to_the_model(on_openai: TurnContext, openai: OpenAIFake) -> None:
    def answer(body: dict[str, Any]) -> AnswerMessage:
        if any(message["role"] == "tool" for message in body["messages"]):
            return says("Sorry.")
        start = {"index": 0, "id": "a", "function": {"name": "math_assistant", "arguments": "7"}}
        unknown = {"index": 1, "id": "b", "function": {"name": "x" * 200, "arguments": "{}"}}
        return [*text(), chunk({"tool_calls": [start, unknown]}), *stop("tool_calls")]

    openai.think(answer)
    events = await ask("Hello", on_openai)
    assert [event.title for event in events if isinstance(event, ToolStart)] == ["Math", "x" * 24 + "…"]
    told = [event.output for event in events if isinstance(event, ToolEnd)]
    assert told == [
        "The input of this call was no JSON object; call again with one.",
        "There is no tool of this name; use one of those that are offered.",
    ]
    assert all(isinstance(output, TranslatableText) for output in told)
    assert [message["content"] for message in openai.requests[-1]["messages"] if message["role"] == "tool"] == told
    assert openai.requests[-1]["messages"][2]["tool_calls"][0]["function"]["arguments"] == "{}"
    assert text_at(events) == "Sorry."


async def test_half_a_character_ends_no_turn(on_openai: TurnContext, openai: OpenAIFake) -> None:
    """An emoji may be cut in two, between two pieces or for good; UTF-8 holds no half of one."""
    call = tool_call(0, "a", "math_assistant", {"query": "2 + 2 \ud83d"})
    replies: list[list[Step]] = [
        [chunk({"content": "Hi @"}), chunk({"content": "#, @"}), *call, *stop("tool_calls")],
        says("4"),
        says("Done @"),
    ]
    halves = {b"@": b"\\ud83d", b"#": b"\\ude00"}

    def answer(_: dict[str, Any]) -> list[Step]:
        written = [step for step in replies.pop(0) if isinstance(step, bytes)]
        for sign, half in halves.items():
            written = [step.replace(sign, half) for step in written]
        return list(written)

    openai.think(answer)
    history = [Message("user", "One \ud83d"), Message("assistant", "Two")]
    events = [event async for event in run_turn("Hello \ude00", on_openai, history, asyncio.Event())]
    assert text_at(events) == "Hi 😀, �\n\nDone �"
    assert [event.input for event in events if isinstance(event, ToolInput)] == [{"query": "2 + 2 �"}]
    assert [message["content"] for message in openai.requests[0]["messages"][1:]] == ["One �", "Two", "Hello �"]


@pytest.mark.parametrize("kind", ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"])
async def test_a_web_page_is_no_model(on_openai: TurnContext, openai: OpenAIFake, kind: str) -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Type: %s" % kind.encode(), b"<html>") as url:
        openai.parameters["openai_compatible_url"] = f"{url}/v1"
        (error,) = [event for event in await ask("Hello", on_openai) if isinstance(event, Error)]
    assert error.message.startswith("A web page answers at")


async def test_any_status_of_success_is_one(on_openai: TurnContext, openai: OpenAIFake) -> None:
    async with answering(
        b"HTTP/1.1 201 Created", b"".join(step for step in says("Hi.") if isinstance(step, bytes))
    ) as url:
        openai.parameters["openai_compatible_url"] = f"{url}/v1"
        assert text_at(await ask("Hello", on_openai)) == "Hi."


async def test_signature_of_a_thought_is_sent_back(on_openai: TurnContext, openai: OpenAIFake) -> None:
    """Gemini refuses the result of a call whose signature is missing."""
    signature = {"google": {"thought_signature": "c2ln"}}
    call = {"id": "a", "function": {"name": "math_assistant", "arguments": "{}"}, "extra_content": signature}
    replies: list[list[Step]] = [[chunk({"tool_calls": [call]}), *stop("STOP")], says("Hi.")]
    openai.think(lambda _: replies.pop(0))
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    (sent,) = openai.requests[-1]["messages"][2]["tool_calls"]
    assert sent["extra_content"] == signature


@pytest.mark.parametrize(
    ("thoughts", "wanted"),
    [
        (({"reasoning_content": "Let me "}, {"reasoning_content": "add."}), {"reasoning_content": "Let me add."}),
        (({"reasoning_content": ""},), {"reasoning_content": ""}),
        (({"reasoning_content": None},), {}),  # vLLM without thinking
        (({"reasoning": "Let me add."},), {}),  # Groq refuses its own word in a request
        (({"content": "<think>Let me add.</think>"},), {}),
    ],
)
async def test_thoughts_go_back_with_their_call_to_the_server_that_wants_them(
    on_openai: TurnContext, openai: OpenAIFake, thoughts: tuple[dict[str, Any], ...], wanted: dict[str, str]
) -> None:
    """DeepSeek and Kimi refuse the result of a call without the thoughts before it; others refuse the thoughts."""
    call = {"id": "a", "function": {"name": "math_assistant", "arguments": "{}"}}
    replies: list[list[Step]] = [
        [*map(chunk, thoughts), chunk({"tool_calls": [call]}), *stop("tool_calls")],
        says("Hi."),
        says("Bye."),
    ]
    openai.think(lambda _: replies.pop(0))
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    sent = openai.requests[-1]["messages"][2]
    assert {name: sent[name] for name in sent if name.startswith("reasoning")} == wanted
    assert "think" not in sent["content"]
    await ask("And now?", on_openai)
    assert not any("reasoning_content" in message for message in openai.requests[-1]["messages"])


async def test_connection_that_the_server_has_closed_is_not_used(on_openai: TurnContext, openai: OpenAIFake) -> None:
    """llama.cpp closes a kept connection without a word; another request on it is no failure of the model."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        body = b"".join(step for step in says("Hi.") if isinstance(step, bytes))
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n" % len(body)
        writer.write(head + body)
        await writer.drain()
        await reader.readuntil(b"\r\n\r\n")  # the next request on this connection gets no answer

    async with serving(serve) as url:
        openai.parameters["openai_compatible_url"] = f"{url}/v1"
        for _ in range(3):
            events = await ask("Hello", on_openai)
            assert [type(event) for event in events] == [Text, Usage, Done]
