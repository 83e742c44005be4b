"""Prompt caching on Bedrock: where the cache points stand, what a conversation reads, and what it costs."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from strands.types.content import Messages

from agents.agent.orchestrator import PROMPT
from agents.events import Done, Usage
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.prompt_cache import cache_config, caching_family
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.factory import DEFAULT_BEDROCK
from agents.parameters import ParameterValues, read_values
from agents.pricing import LIST_PRICES, cost
from agents.turn.run_turn import Message, TurnContext
from chat.ui.footnote import footnote
from tests.agents.fakes.bedrock import START, BedrockFake, Refusal, says, stop, text, tool_use
from tests.agents.fakes.prompt_cache import PromptCache
from tests.agents.fakes.scripted import AnswerMessage
from tests.agents.models.bedrock.test_model import TOOL, Stock, collect
from tests.agents.support import ask

SONNET, HAIKU = "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-haiku-4-5-20251001-v1:0"
NOVA = "us.amazon.nova-pro-v1:0"
POINT = {"cachePoint": {"type": "default"}}
TURNS = 10
LONG_ANSWER = "A derivative says how fast a function changes at a point, and that is the slope of its tangent. " * 12
CONVERSATION: Messages = [
    {"role": "user", "content": [{"text": "one"}]},
    {"role": "assistant", "content": [{"text": "first"}]},
    {"role": "user", "content": [{"text": "two"}]},
]


@pytest.mark.parametrize(
    ("model_id", "family"),
    [
        (SONNET, "claude"),
        (HAIKU, "claude"),
        ("anthropic.claude-3-7-sonnet-20250219-v1:0", "claude"),
        ("eu.anthropic.claude-sonnet-5", "claude"),
        ("anthropic.claude-3-haiku-20240307-v1:0", None),
        ("anthropic.claude-3-5-sonnet-20240620-v1:0", None),
        (NOVA, "nova"),
        ("amazon.nova-micro-v1:0", "nova"),
        (DEFAULT_BEDROCK, None),
        ("meta.llama3-3-70b-instruct-v1:0", None),
        ("arn:aws:bedrock:us-east-1:1:custom-model-deployment/amazon.nova-lite-v1", None),
    ],
)
def test_models_that_cache(model_id: str, family: str | None) -> None:
    assert caching_family(model_id) == family


@pytest.fixture
async def body(runtime: BedrockRuntime, bedrock: BedrockFake, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the model sends."""
    bedrock.on("two", says("Hi."))
    model = StreamingBedrockModel(request.param, 0.3, runtime, caching=True)
    await collect(model, CONVERSATION, tool_specs=[TOOL], system_prompt="Be kind.")
    return bedrock.requests[0]


@pytest.mark.parametrize("body", [SONNET], indirect=True)
async def test_claude_caches_tools_system_prompt_and_conversation(body: dict[str, Any], bedrock: BedrockFake) -> None:
    assert body["toolConfig"]["tools"][1:] == [POINT]
    assert body["system"] == [{"text": "Be kind."}, POINT]
    assert [one["content"] for one in body["messages"]] == [
        [{"text": "one"}],
        [{"text": "first"}],
        [{"text": "two"}, POINT],
    ]
    bedrock.on("two", says("Hi."))
    stock = Stock(SONNET)
    stock.update_config(cache_config=cache_config("claude"))
    await stock.collect(CONVERSATION, tool_specs=[TOOL], system_prompt_content=[{"text": "Be kind."}])
    assert json.loads(bedrock.bodies[1]) == body


@pytest.mark.parametrize("body", [NOVA], indirect=True)
async def test_nova_caches_system_prompt_and_conversation_and_finds_the_turn_before(body: dict[str, Any]) -> None:
    assert all("cachePoint" not in tool for tool in body["toolConfig"]["tools"])
    assert body["system"] == [{"text": "Be kind."}, POINT]
    assert [one["content"] for one in body["messages"]] == [
        [{"text": "one"}, POINT],
        [{"text": "first"}],
        [{"text": "two"}, POINT],
    ]


@pytest.mark.parametrize("body", [DEFAULT_BEDROCK], indirect=True)
async def test_other_models_get_no_cache_point(body: dict[str, Any]) -> None:
    assert "cachePoint" not in json.dumps(body)


@pytest.mark.parametrize(
    ("model_id", "refusal"),
    [
        (
            SONNET,
            Refusal(
                403,
                "AccessDeniedException",
                "You invoked an unsupported model or your request did not allow prompt caching.",
            ),
        ),
        (NOVA, Refusal(400, "ValidationException", "#/messages/0: extraneous key [cachePoint] is not permitted")),
    ],
)
async def test_cache_points_that_are_refused_are_left_out_from_then_on(
    runtime: BedrockRuntime, bedrock: BedrockFake, model_id: str, refusal: Refusal
) -> None:
    model = StreamingBedrockModel(model_id, 0.3, runtime, caching=True)
    bedrock.on("two", refusal)
    for _ in range(2):
        bedrock.on("two", says("Hi."))
        await collect(model, CONVERSATION, tool_specs=[TOOL], system_prompt="Be kind.")
    first, second, third = bedrock.requests
    assert "cachePoint" in json.dumps(first)
    assert second == third
    assert "cachePoint" not in json.dumps(second)


class Counting:
    """A model that answers ten questions by way of a specialist, and counts its tokens by the rules of the cache."""

    def __init__(self, bedrock: BedrockFake, cache: PromptCache) -> None:
        self.cache = cache
        self.usages: list[Usage] = []
        bedrock.think(self._answer)

    def _answer(self, request: dict[str, Any]) -> AnswerMessage:
        self.cache.now += 10
        fresh, read, written = self.cache.count(request)
        is_teacher = PROMPT[:40] in json.dumps(request["system"])
        calls_tool = is_teacher and "toolResult" not in json.dumps(request["messages"][-1])
        output = 60 if calls_tool else 300
        self.usages.append(Usage((), fresh, output, read, written))
        end = stop("tool_use" if calls_tool else "end_turn", (fresh, output), (read, written))
        if calls_tool:
            return [START, *tool_use(f"t{len(self.usages)}", "math_assistant", query="x^2"), *end]
        return [START, *text(LONG_ANSWER), *end]


@pytest.fixture
async def replay(
    on_bedrock: TurnContext, bedrock: BedrockFake, request: pytest.FixtureRequest
) -> tuple[Counting, list[Done]]:
    """The conversation: what the model counted, and the last event of each turn."""
    model_id, cache, switch = request.param
    bedrock.parameters = {"prompt_caching": switch}
    counting = Counting(bedrock, cache)
    history: list[Message] = []
    ends: list[Done] = []
    for number in range(TURNS):
        question = f"Question {number}: what is the derivative of x^2?"
        done = (await ask(question, replace(on_bedrock, model_id=model_id), history))[-1]
        assert isinstance(done, Done)
        assert done.stop_reason == "end_turn"
        history += [Message("user", question), Message("assistant", done.text)]
        ends.append(done)
    return counting, ends


def by_hand(model_id: str, usages: list[Usage]) -> Decimal:
    """The price of the calls, to the billionth of a dollar."""
    price = LIST_PRICES[model_id]
    per_million = [Decimal(str(one)) for one in (price.input, price.output, price.cache_read, price.cache_write)]
    total = Decimal(0)
    for used in usages:
        counts = (used.input_tokens, used.output_tokens, used.cache_read_tokens, used.cache_write_tokens)
        total += sum(count * each for count, each in zip(counts, per_million, strict=True))
    return total / 1_000_000


@pytest.mark.parametrize(
    ("replay", "model_id", "least"),
    [
        ((SONNET, PromptCache(1_024, looks_back=True), "on"), SONNET, 0.7),
        ((NOVA, PromptCache(1_000, looks_back=False), "on"), NOVA, 0.7),
    ],
    indirect=["replay"],
)
async def test_a_conversation_of_ten_turns_reads_most_of_its_input_from_the_cache(
    replay: tuple[Counting, list[Done]], model_id: str, least: float
) -> None:
    counting, ends = replay
    read = sum(used.cache_read_tokens for used in counting.usages)
    whole = read + sum(used.input_tokens + used.cache_write_tokens for used in counting.usages)
    assert read / whole > least
    assert sum(done.cost or 0 for done in ends) == pytest.approx(float(by_hand(model_id, counting.usages)), abs=1e-9)
    plain = [
        Usage((), one.input_tokens + one.cache_read_tokens + one.cache_write_tokens, one.output_tokens)
        for one in counting.usages
    ]
    without = cost(LIST_PRICES[model_id], plain) or 0
    spent = sum(done.cost or 0 for done in ends)
    assert sum(done.saved for done in ends) == pytest.approx(without - spent)
    assert spent < 0.75 * without


@pytest.mark.parametrize("replay", [(SONNET, PromptCache(1_024, looks_back=True), "off")], indirect=True)
async def test_nothing_is_cached_when_it_is_switched_off(
    replay: tuple[Counting, list[Done]], on_bedrock: TurnContext
) -> None:
    counting, ends = replay
    assert all(one.cache_read_tokens == one.cache_write_tokens == 0 for one in counting.usages)
    assert all(done.saved == 0 for done in ends)


# Ten turns of Claude Sonnet 4.5 as the metadata of its replies has them: inputTokens (read anew), outputTokens,
# cacheReadInputTokens, cacheWriteInputTokens.
RECORDED = [
    (212, 388, 0, 2_911),
    (14, 402, 2_911, 640),
    (18, 377, 3_551, 612),
    (11, 415, 4_163, 655),
    (25, 390, 4_818, 601),
    (9, 364, 5_419, 597),
    (31, 421, 6_016, 663),
    (16, 399, 6_679, 648),
    (12, 380, 7_327, 620),
    (20, 408, 7_947, 671),
]


async def test_a_recorded_conversation_costs_what_a_calculation_by_hand_says(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    """Ten whole turns over the wire cost twelve cents, as calculated by hand.

    Prices in USD per million tokens, of the profile `us.anthropic.claude-sonnet-4-5-20250929-v1:0` (LiteLLM's
    model_prices_and_context_window.json, commit 00035b69; Anthropic's list price and a tenth more for the geography):
    input 3.30, output 16.50, read from the cache 0.33, written to it 4.125.

        read anew:  212 + 14 + 18 + 11 + 25 + 9 + 31 + 16 + 12 + 20
                        = 368 x 3.30 = 1,214.40
        written:    388 + 402 + 377 + 415 + 390 + 364 + 421 + 399 + 380 + 408
                        = 3,944 x 16.50 = 65,076.00
        from cache: 2,911 + 3,551 + 4,163 + 4,818 + 5,419 + 6,016 + 6,679 + 7,327 + 7,947
                        = 48,831 x 0.33 = 16,114.23
        to cache:   2,911 + 640 + 612 + 655 + 601 + 597 + 663 + 648 + 620 + 671
                        = 8,618 x 4.125 = 35,549.25
        together    117,953.88 millionths of a dollar

    So $0.11795388, which is 12 cents. Without a cache 368 + 48,831 + 8,618 = 57,817 tokens would be read anew:
    57,817 x 3.30 + 65,076.00 = 255,872.10, so $0.13791822 is saved. The second turn alone costs 14 x 3.30 +
    402 x 16.50 + 2,911 x 0.33 + 640 x 4.125 = 10,279.83, so $0.0103, and saves 2,911 x 2.97 - 640 x 0.825 = 8,117.67,
    so $0.0081.
    """
    answers = iter(RECORDED)

    def answer(_: dict[str, Any]) -> AnswerMessage:
        fresh, output, read, written = next(answers)
        return [START, *text("The slope of the tangent."), *stop("end_turn", (fresh, output), (read, written))]

    bedrock.think(answer)
    history: list[Message] = []
    ends: list[Done] = []
    for number in range(len(RECORDED)):
        question = f"Tell me more about tangents, part {number}."
        done = (await ask(question, replace(on_bedrock, model_id=SONNET), history))[-1]
        assert isinstance(done, Done)
        history += [Message("user", question), Message("assistant", done.text)]
        ends.append(done)
    assert len(bedrock.requests) == len(RECORDED)
    spent, kept = sum(done.cost or 0 for done in ends), sum(done.saved for done in ends)
    assert (round(spent, 2), round(spent, 8)) == (0.12, 0.11795388)
    assert round(kept, 8) == 0.13791822
    assert footnote([], "Claude", 1, 0, ends[1].cost, saved=ends[1].saved) == (
        "Claude · 1.0 s · $0.0103 · $0.0081 saved by the cache"
    )
    assert footnote([], "Claude", 1, 0, spent, saved=kept) == "Claude · 1.0 s · $0.12 · $0.14 saved by the cache"


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    values = read_values({"prompt_caching": "yes"}, ParameterValues(prompt_caching=False))
    assert values.prompt_caching is False
    assert values.problems == ("The parameter prompt_caching is not one of on, off; the last good one stays in force.",)
