"""What the local rules find reaches no model, wherever it stands, and is counted once a turn."""

import asyncio
import json
from collections import Counter
from dataclasses import replace

import pytest

from agents.agent.masked_model import MaskedModel
from agents.documents.attachments import Attachment
from agents.events import Done
from agents.models.bedrock.guardrail import Finding
from agents.turn.run_turn import Message, TurnContext, run_turn
from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.fakes.dialects import Provider
from tests.agents.support import ask, ask_with

ALL = {"local_guardrail_rules": "card,email,iban,phone"}
EMAIL, PHONE, CARD, IBAN = "anna@gmail.com", "020 7946 0958", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00"
MAIL: Finding = ("personal.EMAIL", "ANONYMIZED")


@pytest.fixture
def found(provider: Provider) -> list[Counter[Finding]]:
    """What the rules of the provider's server find."""
    verdicts: list[Counter[Finding]] = []
    provider.context.factory.guardrails.on_found = verdicts.append
    return verdicts


async def test_the_question_reaches_no_provider_with_personal_data(
    provider: Provider, found: list[Counter[Finding]]
) -> None:
    provider.fake.parameters |= ALL
    provider.fake.on("Hello", provider.write.says("Good day."))
    done = (await ask(f"Hello, my mail is {EMAIL}, call me on {PHONE}", provider.context))[-1]
    assert isinstance(done, Done)
    assert done.text == "Good day."
    sent = b"".join(provider.fake.bodies).decode()
    assert EMAIL not in sent
    assert PHONE not in sent
    assert "my mail is [e-mail address], call me on [phone number]" in sent
    assert found == [Counter({MAIL: 1, ("personal.PHONE", "ANONYMIZED"): 1})]


async def test_without_the_parameter_everything_is_sent_as_it_is(
    provider: Provider, found: list[Counter[Finding]]
) -> None:
    provider.fake.on("Hello", provider.write.says("Good day."))
    await ask(f"Hello, my mail is {EMAIL}", provider.context)
    assert EMAIL in b"".join(provider.fake.bodies).decode()
    assert found == []


async def test_history_and_files_are_masked_too(provider: Provider, found: list[Counter[Finding]]) -> None:
    provider.fake.parameters |= ALL
    provider.fake.on("Tell me", provider.write.says("A letter."))
    history = [Message("user", f"My card: {CARD}"), Message("assistant", f"I see {EMAIL}.")]
    letter = Attachment("letter.txt", "text/plain", f"Dear Anna,\nplease pay to {IBAN}.\n")
    events = [
        event async for event in run_turn("Tell me about it", provider.context, history, asyncio.Event(), [letter])
    ]
    done = events[-1]
    assert isinstance(done, Done)
    assert done.stop_reason == "end_turn"
    sent = b"".join(provider.fake.bodies).decode()
    for secret in (CARD, EMAIL, IBAN):
        assert secret not in sent
    assert "My card: [card number]" in sent
    assert "please pay to [bank account number]." in sent
    assert sum(found, Counter[Finding]()).total() == 3


async def test_each_text_counts_once_in_a_turn_of_many_calls(
    on_bedrock: TurnContext, bedrock: BedrockFake, caplog: pytest.LogCaptureFixture
) -> None:
    bedrock.parameters |= ALL
    verdicts: list[Counter[Finding]] = []
    on_bedrock.factory.guardrails.on_found = verdicts.append
    bedrock.on("Hello", calls(("m1", "math_assistant", {"query": "2+2"})))
    bedrock.on("patient mathematics teacher", says("4."))
    bedrock.on("4.", says("It is 4."))
    await ask(f"Hello {EMAIL}, what is 2+2?", on_bedrock)
    assert len(bedrock.requests) == 3
    assert verdicts == [Counter({MAIL: 1})]
    (record,) = [one for one in caplog.records if one.message == "guardrail_intervened"]
    assert record.__dict__["findings"] == [{"category": "personal.EMAIL", "action": "ANONYMIZED", "count": 1}]
    assert EMAIL not in caplog.text


async def test_the_embedded_model_is_not_given_personal_data_either(embedded: TurnContext) -> None:
    parameters = await embedded.parameters.current()

    class Masking:
        async def current(self) -> object:
            return replace(parameters, local_guardrail_rules=("email", "phone"))

    verdicts: list[Counter[Finding]] = []
    embedded.factory.guardrails.on_found = verdicts.append
    try:
        done = (await ask(f"What is 12 * 12? My mail is {EMAIL}", replace(embedded, parameters=Masking())))[-1]  # type: ignore[arg-type]
    finally:
        embedded.factory.guardrails.on_found = None
    assert isinstance(done, Done)
    assert done.stop_reason == "end_turn"
    assert "[" in done.text  # the answer names what it cannot read, which is no longer the “@”
    assert "@" not in done.text
    assert verdicts == [Counter({MAIL: 1})]


async def test_a_file_that_a_model_quotes_is_answered(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.parameters |= ALL
    bedrock.on("Who", says("It says “[e-mail address]”."))
    file = Attachment("letter.txt", "text/plain", f"Write to {EMAIL}.")
    done = (await ask_with("Who?", on_bedrock, [file]))[-1]
    assert isinstance(done, Done)
    assert EMAIL not in done.text
    assert "[e-mail address]" in done.text


async def test_what_a_model_wrote_and_signed_is_sent_back_as_it_is(on_bedrock: TurnContext) -> None:
    model = MaskedModel(await on_bedrock.factory.create(None, await on_bedrock.parameters.current()), ("email",), print)
    signed = {"reasoningContent": {"reasoningText": {"text": EMAIL, "signature": "s"}}}
    called = {"toolUse": {"toolUseId": "t", "name": "n", "input": {"to": EMAIL}}}
    result = {"toolResult": {"toolUseId": "t", "content": [{"text": EMAIL}, {"json": {"deep": [EMAIL, 5]}}]}}
    picture = {"image": {"format": "png", "source": {"bytes": b"a@gmail.com"}}}
    masked = model._mask([signed, called, result, picture])
    assert masked[:2] == [signed, called]
    assert masked[3] == picture
    assert EMAIL not in json.dumps(masked[2])
    assert masked[2]["toolResult"]["content"][1] == {"json": {"deep": ["[e-mail address]", 5]}}
