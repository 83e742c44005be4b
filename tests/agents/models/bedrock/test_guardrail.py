"""Guardrails on Bedrock: every call carries one, and what it finds is counted without a word of it."""

import json
import logging
from collections import Counter
from typing import Any

import pytest

from agents.agent.orchestrator import PROMPT
from agents.events import Done, Error
from agents.models.bedrock.guardrail import Finding, Guardrail, GuardrailLedger, findings, options
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.factory import DEFAULT_BEDROCK
from agents.parameters import UNUSABLE_GUARDRAIL, ParameterValues, read_values
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import START, BedrockFake, Refusal, event, says, stop, text, tool_use
from tests.agents.models.bedrock.test_model import HELLO, TOOL, Stock, collect
from tests.agents.support import ask

TEACHER, MATH = PROMPT[:40], "patient mathematics teacher"
SENT = {"guardrailIdentifier": "g1", "guardrailVersion": "2", "trace": "enabled", "streamProcessingMode": "sync"}
SECRET = "alice@example.com"
ARN = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc1"
NOTE = "I would rather not talk about this here. Ask me something else, or ask an adult you trust."


def on_input(**policies: Any) -> dict[str, Any]:
    return {"inputAssessment": {"g1": policies}}


def on_output(**policies: Any) -> dict[str, Any]:
    return {"outputAssessments": {"g1": [policies]}}


def metadata(trace: dict[str, Any]) -> bytes:
    usage = {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3}
    return event("metadata", usage=usage, metrics={"latencyMs": 5}, trace={"guardrail": trace})


HATE = {"filters": [{"type": "HATE", "confidence": "HIGH", "action": "BLOCKED", "detected": True}]}
EMAIL = {"piiEntities": [{"type": "EMAIL", "match": SECRET, "action": "ANONYMIZED", "detected": True}]}
TOPIC = {"topics": [{"name": SECRET, "type": "DENY", "action": "BLOCKED"}]}
WORDS = {"customWords": [{"match": SECRET, "action": "BLOCKED"}] * 2}
PROFANITY = {"managedWordLists": [{"match": SECRET, "type": "PROFANITY", "action": "BLOCKED"}]}
REGEX = {"regexes": [{"name": SECRET, "match": SECRET, "regex": SECRET, "action": "BLOCKED"}]}
GROUNDING = {"filters": [{"type": "RELEVANCE", "threshold": 0.5, "score": 0.1, "action": "BLOCKED"}]}
FOUND: dict[str, tuple[dict[str, Any], dict[tuple[str, str], int]]] = {
    "content of a question": (on_input(contentPolicy=HATE), {("content.HATE", "BLOCKED"): 1}),
    "content of an answer": (on_output(contentPolicy=HATE), {("content.HATE", "BLOCKED"): 1}),
    "topic": (on_input(topicPolicy=TOPIC), {("topic", "BLOCKED"): 1}),
    "words": (on_input(wordPolicy=WORDS), {("word", "BLOCKED"): 2}),
    "word list": (on_input(wordPolicy=PROFANITY), {("word.PROFANITY", "BLOCKED"): 1}),
    "personal data": (on_output(sensitiveInformationPolicy=EMAIL), {("personal.EMAIL", "ANONYMIZED"): 1}),
    "pattern": (on_output(sensitiveInformationPolicy=REGEX), {("personal", "BLOCKED"): 1}),
    "grounding": (on_output(contextualGroundingPolicy=GROUNDING), {("grounding.RELEVANCE", "BLOCKED"): 1}),
    "two": (
        on_input(contentPolicy=HATE) | on_output(sensitiveInformationPolicy=EMAIL),
        {("content.HATE", "BLOCKED"): 1, ("personal.EMAIL", "ANONYMIZED"): 1},
    ),
    "new policy": (on_input(soonPolicy={"things": [{"type": "X", "action": "BLOCKED"}]}), {("other", "BLOCKED"): 1}),
    "text for a type": (
        on_input(contentPolicy={"filters": [{"type": SECRET, "action": SECRET}]}),
        {("content", "other"): 1},
    ),
    "not detected": (on_input(contentPolicy={"filters": [{"type": "HATE", "action": "NONE"}]}), {}),
    "metrics": (on_input(invocationMetrics={"usage": {"topicPolicyUnits": 1}}), {}),
    "text": ({"modelOutput": [SECRET], "actionReason": SECRET}, {}),
    "lists": ({"inputAssessment": [1], "outputAssessments": {"g1": ["x", None, {"contentPolicy": 5}]}}, {}),
    "wrong types": (on_input(contentPolicy={"filters": ["x", {"type": 5}]}), {("content", "other"): 2}),
}
REPLIES = {
    "blocked": ("guardrail_intervened", on_input(contentPolicy=HATE)),
    "masked": ("guardrail_intervened", on_output(sensitiveInformationPolicy=EMAIL)),
    "nothing found": ("end_turn", on_input(invocationMetrics={"guardrailProcessingLatency": 9})),
}


@pytest.mark.parametrize("name", REPLIES)
async def test_request_and_reply_equal_those_of_the_stock_model(
    runtime: BedrockRuntime, bedrock: BedrockFake, name: str
) -> None:
    reason, trace = REPLIES[name]
    bedrock.think(lambda _: [START, *text("No."), event("messageStop", stopReason=reason), metadata(trace)])
    guardrail = Guardrail("g1", "2")
    stock = Stock(DEFAULT_BEDROCK)
    stock.update_config(**options(guardrail))
    model = StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime, guardrail=guardrail)
    assert await collect(model, HELLO, tool_specs=[TOOL]) == await stock.collect(HELLO, tool_specs=[TOOL])
    ours, theirs = map(json.loads, bedrock.bodies)
    assert ours == theirs
    assert ours["guardrailConfig"] == SENT


@pytest.mark.parametrize("name", FOUND)
def test_verdict_is_counted_by_category_and_action_without_text(name: str, caplog: pytest.LogCaptureFixture) -> None:
    trace, found = FOUND[name]
    ledger = GuardrailLedger()
    counted: Counter[Finding] = Counter()
    ledger.on_found = counted.update
    with caplog.at_level(logging.INFO, "agents"):
        ledger.note_verdict(findings(trace))
    assert counted == found
    assert SECRET not in str([record.__dict__ for record in caplog.records])
    assert len(caplog.records) == bool(found)
    assert sum(ledger.take_new().values()) == sum(found.values())
    assert ledger.take_new() == Counter()


@pytest.fixture
def guarded(bedrock: BedrockFake) -> None:
    bedrock.parameters = {"bedrock_guardrail_id": "g1", "bedrock_guardrail_version": "2"}


@pytest.mark.usefixtures("guarded")
async def test_teacher_specialist_and_question_of_status_are_guarded(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    bedrock.on(TEACHER, [START, *tool_use("m1", "math_assistant", query="the slope of x^2"), *stop("tool_use")])
    bedrock.on(MATH, says("It is 2x."))
    bedrock.on(TEACHER, says("2x."))
    await ask("What is the slope of x^2?", on_bedrock)
    bedrock.on("Answer with one word", says("Yes."))
    await on_bedrock.factory.probe(await on_bedrock.parameters.current())
    assert [request["guardrailConfig"] for request in bedrock.requests] == [SENT] * 4


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize(
    ("name", "ends", "reason"),
    [("blocked", f"\n\n{NOTE}", "guardrail"), ("masked", "", "end_turn"), ("nothing found", "", "end_turn")],
)
async def test_an_answer_keeps_what_was_said_and_only_a_blocked_one_ends_with_a_note(
    on_bedrock: TurnContext, bedrock: BedrockFake, name: str, ends: str, reason: str
) -> None:
    end, trace = REPLIES[name]
    counted: Counter[Finding] = Counter()
    on_bedrock.factory.guardrails.on_found = counted.update
    bedrock.on(TEACHER, [START, *text("It is {EMAIL}."), event("messageStop", stopReason=end), metadata(trace)])
    done = (await ask("Who is it?", on_bedrock))[-1]
    assert isinstance(done, Done)
    assert (done.text, done.stop_reason) == (f"It is {{EMAIL}}.{ends}", reason)
    assert counted == findings(trace)


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(400, "ValidationException", "The guardrail identifier or version provided does not exist."),
        Refusal(404, "ResourceNotFoundException", "Guardrail g1 was not found."),
        Refusal(403, "AccessDeniedException", "User x is not authorized to perform: bedrock:ApplyGuardrail on y"),
    ],
    ids=["validation", "not found", "denied"],
)
async def test_a_guardrail_that_cannot_be_used_lets_nothing_through(
    on_bedrock: TurnContext, bedrock: BedrockFake, refusal: Refusal, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "agents"):
        for _ in range(2):
            bedrock.on(TEACHER, refusal)
            events = await ask("Hello", on_bedrock)
            (error,) = [each for each in events if isinstance(each, Error)]
            assert error.code == "guardrail"
            assert "safety rules of this server cannot be reached" in error.message
    assert len(bedrock.requests) == 2
    (record,) = [each for each in caplog.records if each.message == "guardrail_unusable"]
    assert (record.__dict__["guardrail"], record.__dict__["reason"]) == ("g1", refusal.code)


async def test_without_a_guardrail_a_refusal_is_told_as_before(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, Refusal(403, "AccessDeniedException", "no guardrail is set here"))
    (error,) = [each for each in await ask("Hello", on_bedrock) if isinstance(each, Error)]
    assert error.code == "no_access"
    assert "guardrailConfig" not in bedrock.requests[0]


@pytest.mark.parametrize(
    ("stored", "identifier", "version"),
    [
        ({}, None, "DRAFT"),
        ({"bedrock_guardrail_id": "my-bedrock-guardrail-id"}, None, "DRAFT"),
        ({"bedrock_guardrail_id": "abc1"}, "abc1", "DRAFT"),
        ({"bedrock_guardrail_id": ARN, "bedrock_guardrail_version": "12"}, ARN, "12"),
    ],
)
def test_parameters_of_a_guardrail(stored: dict[str, str], identifier: str | None, version: str) -> None:
    values = read_values(stored, ParameterValues())
    assert (values.bedrock_guardrail_id, values.bedrock_guardrail_version) == (identifier, version)
    assert values.problems == ()


@pytest.mark.parametrize("bad", ["ABC", "a b", "a" * 2049, "arn:aws:bedrock:us-east-1:1:guardrail/x", "<b>", "abc1/2"])
def test_a_bad_guardrail_keeps_the_last_good_one_and_without_one_nothing_is_asked(bad: str) -> None:
    good = ParameterValues(bedrock_guardrail_id="abc1")
    assert read_values({"bedrock_guardrail_id": bad}, good).bedrock_guardrail_id == "abc1"
    for before in (ParameterValues(), ParameterValues(bedrock_guardrail_id=UNUSABLE_GUARDRAIL)):
        values = read_values({"bedrock_guardrail_id": bad}, before)
        assert values.bedrock_guardrail_id == UNUSABLE_GUARDRAIL
        assert "no model on Bedrock is asked until it is" in values.problems[0]


@pytest.mark.parametrize("bad", ["0", "01", "draft", "-1", "1.0", "123456789", "²"])
def test_a_bad_version_keeps_the_last_good_one(bad: str) -> None:
    values = read_values({"bedrock_guardrail_version": bad}, ParameterValues(bedrock_guardrail_version="3"))
    assert values.bedrock_guardrail_version == "3"
    assert len(values.problems) == 1
