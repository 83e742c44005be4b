"""The events, hooks and classes of strands that `agents/agent` relies on; none of that room is imported here."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any, get_args, get_type_hints

import pytest
from strands import Agent, ModelRetryStrategy, tool
from strands.hooks import AfterModelCallEvent, AfterToolCallEvent, BeforeToolCallEvent, HookProvider, HookRegistry
from strands.models import Model

from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

TRANSLATOR = Upstream("strands-agents", "agents/agent/event_translator.py")
RUNNER = Upstream("strands-agents", "agents/agent/runner.py")
TEXT_TAP = Upstream("strands-agents", "agents/agent/text_tap.py")
RETRY = Upstream("strands-agents", "agents/agent/retry.py")
ORCHESTRATOR = Upstream("strands-agents", "agents/agent/orchestrator.py")
ERRORS = Upstream("strands-agents", "agents/errors.py")

USAGE = {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3}


def block(**delta: Any) -> list[dict[str, Any]]:
    return [{"contentBlockDelta": {"delta": delta}}, {"contentBlockStop": {}}]


def reply(blocks: Sequence[dict[str, Any]], stop_reason: str) -> list[dict[str, Any]]:
    metadata = {"metadata": {"usage": USAGE, "metrics": {"latencyMs": 0}}}
    return [{"messageStart": {"role": "assistant"}}, *blocks, {"messageStop": {"stopReason": stop_reason}}, metadata]


def call(name: str) -> list[dict[str, Any]]:
    start = {"contentBlockStart": {"start": {"toolUse": {"toolUseId": f"use-{name}", "name": name}}}}
    return [start, *block(toolUse={"input": '{"word": "x"}'})]


REPLIES = [
    reply([*block(reasoningContent={"text": "hm"}), *block(text="Wait."), *call("draw"), *call("fail")], "tool_use"),
    reply(block(text="Done."), "end_turn"),
]


class Scripted(Model):
    """Gives one reply after the other; before the last it fails once."""

    def __init__(self) -> None:
        self.replies = list(REPLIES)
        self.failures = 1

    def update_config(self, **_: Any) -> None:
        raise NotImplementedError

    def get_config(self) -> Any:
        return {"model_id": "scripted"}

    def structured_output(self, *_: Any, **__: Any) -> AsyncGenerator[dict[str, Any], None]:
        raise NotImplementedError

    async def stream(self, *_: Any, **__: Any) -> AsyncGenerator[Any, None]:
        if len(self.replies) == 1 and self.failures:
            self.failures -= 1
            raise ConnectionError("once")
        for chunk in self.replies.pop(0):
            yield chunk


@tool
async def draw(word: str) -> AsyncGenerator[Any, None]:
    """Draw."""
    yield {"drawn": word}
    yield "drawn"


@tool
def fail(word: str) -> str:
    """Fail."""
    raise RuntimeError(word)


class Hooks(HookProvider):
    """Keeps the ends of tool calls, and replaces the result of a tool that failed."""

    def __init__(self) -> None:
        self.after: list[AfterToolCallEvent] = []

    def register_hooks(self, registry: HookRegistry, **_: Any) -> None:
        registry.add_callback(AfterToolCallEvent, self._after)

    def _after(self, event: AfterToolCallEvent) -> None:
        self.after.append(event)
        if event.exception is not None:
            event.result = {**event.result, "content": [{"text": "replaced"}]}


class RetryOnce(ModelRetryStrategy):
    """Asks again after every failure."""

    def __init__(self) -> None:
        super().__init__(max_attempts=3)
        self.failures: list[Exception | None] = []

    def register_hooks(self, registry: HookRegistry, **_: Any) -> None:
        registry.add_callback(AfterModelCallEvent, self._after_model_call)

    async def _after_model_call(self, event: AfterModelCallEvent) -> None:
        self.failures.append(event.exception)
        event.retry = event.exception is not None


class Run:
    """One run of the stock agent, and what it yields."""

    def __init__(self) -> None:
        self.hooks, self.retry = Hooks(), RetryOnce()
        self.items: list[dict[str, Any]] = []
        self.agent = Agent(
            model=Scripted(),
            system_prompt="You are a test.",
            tools=[draw, fail],
            messages=None,
            callback_handler=None,
            retry_strategy=self.retry,
            hooks=[self.hooks],
        )

    async def ask(self, **limits: Any) -> "Run":
        async for item in self.agent.stream_async("Hello", invocation_state={"key": "value"}, **limits):
            self.items.append(item)
        return self

    def values(self, key: str) -> list[Any]:
        return [item[key] for item in self.items if key in item]

    def chunks(self, key: str) -> list[Any]:
        return [chunk[key] for chunk in self.values("event") if key in chunk]


@pytest.fixture
async def run() -> Run:
    return await Run().ask()


def test_reasoning_is_reported_by_its_text(run: Run) -> None:
    TRANSLATOR.require(run.values("reasoningText") == ["hm"], "events with the key reasoningText")


def test_chunks_of_the_model_are_reported_as_they_are(run: Run) -> None:
    starts = [start["start"]["toolUse"] for start in run.chunks("contentBlockStart") if "toolUse" in start["start"]]
    expected = [{"toolUseId": f"use-{name}", "name": name} for name in ("draw", "fail")]
    TRANSLATOR.require(starts == expected, "events with the key event and the start of a tool call")
    usage = [{name: told["usage"][name] for name in USAGE} for told in run.chunks("metadata")]
    TRANSLATOR.require(usage == [USAGE] * 2, "events with the key event and the usage of each call")
    stops = [stop["stopReason"] for stop in run.chunks("messageStop")]
    TRANSLATOR.require(stops == ["tool_use", "end_turn"], "events with the key event and the stop reason")


def test_progress_of_a_tool_is_reported_with_its_call(run: Run) -> None:
    (first, *_) = run.values("tool_stream_event") or [{}]
    TRANSLATOR.require(first.get("data") == {"drawn": "x"}, "events with the key tool_stream_event and its data")
    TRANSLATOR.require(first["tool_use"]["toolUseId"] == "use-draw", "the call in a tool_stream_event")


def test_messages_hold_calls_and_results(run: Run) -> None:
    calls, results, _ = run.values("message")
    uses = [each["toolUse"] for each in calls["content"] if "toolUse" in each]
    TRANSLATOR.require([use["input"] for use in uses] == [{"word": "x"}] * 2, "messages with the input of tool calls")
    told = {each["toolResult"]["toolUseId"]: each["toolResult"] for each in results["content"]}
    TRANSLATOR.require(told["use-draw"]["status"] == "success", "messages with the results of tools")
    TRANSLATOR.require(told["use-draw"]["content"][0]["text"], "results of tools as text")
    RUNNER.require(told["use-fail"]["content"] == [{"text": "replaced"}], "results that a hook can replace")
    RUNNER.require(told["use-fail"]["status"] == "error", "the status error in the result of a tool that failed")


def test_hooks_get_the_ends_of_tool_calls(run: Run) -> None:
    failed = {event.tool_use["name"]: type(event.exception) for event in run.hooks.after}
    RUNNER.require(failed == {"draw": type(None), "fail": RuntimeError}, "AfterToolCallEvent.exception")
    TRANSLATOR.require(all("toolUseId" in event.result for event in run.hooks.after), "AfterToolCallEvent.result")


async def test_hook_can_cancel_a_tool_call() -> None:
    run = Run()
    run.agent.hooks.add_callback(BeforeToolCallEvent, lambda event: setattr(event, "cancel_tool", "no more"))
    _, results, _ = (await run.ask()).values("message")
    texts = [each["toolResult"]["content"][0]["text"] for each in results["content"]]
    RUNNER.require(texts[0] == "no more", "BeforeToolCallEvent.cancel_tool, whose text the model reads")


def test_hook_can_repeat_a_call_of_the_model(run: Run) -> None:
    failures = [type(failure) for failure in run.retry.failures]
    RETRY.require(failures == [type(None), ConnectionError, type(None)], "AfterModelCallEvent.exception and its retry")


def test_last_event_is_the_result(run: Run) -> None:
    RUNNER.require(run.values("result"), "an event with the key result")
    RUNNER.require(run.values("result")[-1].stop_reason == "end_turn", "AgentResult.stop_reason")


async def test_limit_of_turns_is_the_stop_reason() -> None:
    (result,) = (await Run().ask(limits={"turns": 1})).values("result")
    RUNNER.require(result.stop_reason.startswith("limit"), "the limit turns of stream_async and its stop reason")


def test_stop_reasons_are_there() -> None:
    reasons = get_args(TRANSLATOR.find("strands.types.event_loop:StopReason"))
    for reason in ("guardrail_intervened", "content_filtered", "max_tokens", "tool_use", "end_turn"):
        TRANSLATOR.require(reason in reasons, f"the stop reason {reason}")


def test_keys_of_chunks_are_there() -> None:
    keys = get_type_hints(TEXT_TAP.find("strands.types.streaming:StreamEvent"))
    for key in (
        "messageStart",
        "contentBlockStart",
        "contentBlockDelta",
        "contentBlockStop",
        "messageStop",
        "metadata",
    ):
        TEXT_TAP.require(key in keys, f"chunks with the key {key}")
    deltas = get_type_hints(TEXT_TAP.find("strands.types.streaming:ContentBlockDelta"))
    TEXT_TAP.require({"text", "toolUse", "reasoningContent"} <= deltas.keys(), "deltas of text, calls and reasoning")


def test_members_that_are_overridden_are_there() -> None:
    for name in ("stateful", "count_tokens", "update_config", "get_config", "structured_output", "stream"):
        TEXT_TAP.find(f"strands.models:Model.{name}")
    for name in ("tool_name", "tool_spec", "tool_type", "stream"):
        ORCHESTRATOR.find(f"strands.types.tools:AgentTool.{name}")
    RETRY.require_parameters("strands:ModelRetryStrategy", "max_attempts")


def test_failures_are_known_by_their_classes() -> None:
    for name in ("MaxTokensReachedException", "ModelThrottledException", "ContextWindowOverflowException"):
        ERRORS.find(f"strands.types.exceptions:{name}")
    wrapper = ERRORS.find("strands.types.exceptions:EventLoopException")
    inner = RuntimeError("x")
    ERRORS.require(wrapper(inner).original_exception is inner, "EventLoopException.original_exception")


def test_loggers_that_print_the_input_of_tools_are_below_strands() -> None:
    silenced = Upstream("strands-agents", "agents/__init__.py")
    logger = silenced.find("strands.event_loop.streaming:logger")
    silenced.require(logger.name.startswith("strands."), "the logger strands, which is set to ERROR")
