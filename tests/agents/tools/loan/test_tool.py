"""The loan score: numbers, descriptions, refusals, and the endpoint on SageMaker over real HTTP."""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.aws import AwsSession
from agents.parameters import ParameterValues
from agents.tools.base import ToolContext
from agents.tools.loan.description import read_description
from agents.tools.loan.features import NAMES
from agents.tools.loan.numbers import looks_like_numbers, read_numbers
from agents.tools.loan.tool import MAX_CUSTOMER_CHARACTERS, loan_score
from agents.user_messages import ToolError
from tests.agents.fakes.sagemaker import AnswerMessage, SageMakerFake
from tests.agents.support import LOAN

NUMBERS = LOAN.split(": ")[1]


async def score(customer: str, context: ToolContext | None = None) -> tuple[str, str]:
    use: Any = {"toolUseId": "t", "name": "loan_score", "input": {"customer": customer}}
    *_, event = [
        event
        async for event in loan_score.stream(use, {"agent": None, **(context or ToolContext()).to_invocation_state()})
    ]
    result = event["tool_result"]
    return result["status"], result["content"][0]["text"]


def changed(position: int, value: str) -> str:
    values = NUMBERS.split(",")
    values[position] = value
    return ",".join(values)


async def test_numbers_are_scored_and_explained() -> None:
    status, text = await score(LOAN)
    assert status == "success"
    found = re.search(r"Score: (0\.\d{3}).*\n- Confidence: ([\d.]+)%", text)
    assert found
    assert float(found[2]) == pytest.approx(100 * (1 - float(found[1])), abs=0.1)
    for part in ("**Answer:** Reject", "age: 29", "job: blue-collar", "month: June", "moved it most", "Moro", "CC BY"):
        assert part in text


async def test_report_lists_given_and_assumed_fields() -> None:
    _, text = await score("29-year-old student, called on a mobile in May")
    (given,) = re.findall("Set from the description: (.*)", text)
    assert given == "age: 29; job: student; called on: mobile phone; month: May"
    (assumed,) = re.findall("Assumed, as most customers are: (.*)", text)
    assert "marital status: married" in assumed
    assert "job" not in assumed


async def test_report_names_what_is_not_used_and_what_is_concluded() -> None:
    _, text = await score("29-year-old student from Lisbon, accepted last time, duration 200, may")
    (unused,) = re.findall("Not used: (.*)", text)
    assert "“duration 200” (how long a call lasts is known only after it" in unused
    assert "“Lisbon” (" in unused
    (concluded,) = re.findall("Concluded from it: (.*)", text)
    assert "calls before this campaign: 1" in concluded
    (assumed,) = re.findall("Assumed, as most customers are: (.*)", text)
    assert not {"month", "previous", "last campaign's"} & set(re.split(": |; ", assumed))


async def test_likely_customer_is_labelled_accept() -> None:
    _, text = await score(
        "70-year-old retired man, accepted last time, called 6 days ago on his cell phone in September"
    )
    assert "**Answer:** Accept" in text
    assert "last campaign: accepted (strongly raised it)" in text


@pytest.mark.parametrize(
    ("description", "fields"),
    [
        ("A 52-year-old divorced technician with a housing loan, called on the landline in July",
         {"age": 52, "marital": "divorced", "job": "technician", "housing": "yes", "contact": "telephone",
          "month": "jul"}),
        ("single admin, 33, contacted by cell phone in November",
         {"marital": "single", "job": "admin.", "age": 33, "contact": "cellular", "month": "nov"}),
        ("a retired man of 70, never contacted before", {"job": "retired", "age": 70, "poutcome": "nonexistent"}),
        ("entrepreneur, 45, married, university degree",
         {"job": "entrepreneur", "age": 45, "marital": "married", "education": "university.degree"}),
        ("35 yo single with no mortgage, called three times on a Monday",
         {"age": 35, "marital": "single", "housing": "no", "campaign": 3, "day_of_week": "mon"}),
        ("manager who refused the offer last year", {"job": "management", "poutcome": "failure", "previous": 1}),
        ("blue-collar worker called 10 days ago", {"job": "blue-collar", "pdays": 10, "previous": 1}),
        ("housemaid, 58, defaulted before", {"job": "housemaid", "age": 58, "default": "yes"}),
        ("Would an unemployed person contacted by telephone accept the loan?",
         {"job": "unemployed", "contact": "telephone"}),
        ("a customer aged 41 without a personal loan", {"age": 41, "loan": "no"}),
    ],
)  # fmt: skip
def test_description_is_parsed_into_fields(description: str, fields: dict[str, int | str]) -> None:
    read = read_description(description)
    assert {**read.derived, **read.fields} == fields


@pytest.mark.parametrize(
    ("customer", "words"),
    [
        (",".join(NUMBERS.split(",")[:58]), "59 numbers, but 58"),
        (NUMBERS + ",1", "59 numbers, but 60"),
        ("1," * 500_000, "characters"),
        (changed(1, "two"), "field campaign (number 2 of 59) is “two”, which is not a number"),
        (changed(3, ""), "field previous (number 4 of 59) is empty"),
        (changed(0, "=HYPERLINK(0)"), "field age"),
        (changed(0, "nan"), "field age"),
        (changed(0, "1e400"), "field age"),
        (changed(0, "250"), "field age (number 1 of 59) is 250; it must be a whole number from 17 to 110"),
        (changed(0, "-3"), "field age"),
        (changed(0, "29.5"), "field age"),
        (changed(2, "-1"), "field pdays"),
        (changed(4, "2"), "field no_previous_contact (number 5 of 59) is 2; it must be 0 or 1"),
        (changed(6, "0.5"), "field job_admin. (number 7 of 59) is 0.5; it must be 0 or 1"),
        (changed(6, "1"), "Two values of job are set at once, admin. and blue-collar"),
        (changed(7, "0"), "No value of job is set"),
        (changed(45, "0"), "No value of month is set"),
        ("a retired student", "job is given twice, as retired and as student"),
        ("a 9-year-old", "age is 9"),
        ("a 250-year-old manager", "age is 250"),
        ("a manager called in January", "month is January"),
        ("a manager called on a Sunday", "weekday is Sunday"),
        ("Which month is best?", "Nothing in this describes a customer"),
        ("", "Nothing in this describes a customer"),
    ],
)
async def test_unusable_customer_is_refused_with_the_field(customer: str, words: str) -> None:
    status, text = await score(customer)
    assert status == "error"
    assert words in text
    assert text.endswith(".")
    assert len(text) < 300


def test_refusal_does_not_repeat_markup() -> None:
    with pytest.raises(ToolError) as refusal:
        read_numbers(changed(1, "<script>alert(1)</script>`|![x](http://evil)"))
    assert not set(str(refusal.value)) & set("<>`|![]/:")


@given(st.lists(st.text("0123456789.,eE+-nainf=x ", max_size=6), max_size=70))
def test_any_list_of_numbers_is_parsed_or_refused(values: list[str]) -> None:
    text = ",".join(values)
    looks_like_numbers(text)
    with suppress(ToolError):
        assert len(read_numbers(text)) == len(NAMES)


@given(st.text(max_size=MAX_CUSTOMER_CHARACTERS))
def test_any_description_is_parsed_or_refused(text: str) -> None:
    with suppress(ToolError):
        assert read_description(text).fields


@pytest.fixture
async def sagemaker(monkeypatch: pytest.MonkeyPatch, credentials: None) -> AsyncIterator[SageMakerFake]:
    async with SageMakerFake() as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", fake.url)
        yield fake


def on_sagemaker() -> ToolContext:
    return ToolContext(ParameterValues(xgboost_model_endpoint="loans"), AwsSession("us-east-1"))


async def test_endpoint_scores_when_it_is_configured(sagemaker: SageMakerFake) -> None:
    sagemaker.reply = AnswerMessage(b"0.8125\n")
    status, text = await score(LOAN, on_sagemaker())
    assert status == "success"
    for part in (
        "**Answer:** Accept",
        "Score: 0.812",
        "Confidence: 81.2%",
        "SageMaker",
        "The built-in model gives 0.0",
    ):
        assert part in text
    ((endpoint, content_type, body),) = sagemaker.requests
    assert (endpoint, content_type) == ("loans", "text/csv")
    assert [float(number) for number in body.split(b",")] == [float(number) for number in NUMBERS.split(",")]


async def test_score_of_one_half_is_labelled_accept(sagemaker: SageMakerFake) -> None:
    assert "**Answer:** Accept" in (await score(LOAN, on_sagemaker()))[1]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (AnswerMessage(status=400, error="ValidationError"), "does not exist"),
        (AnswerMessage(status=424, error="ModelError"), "could not score"),
        (AnswerMessage(status=403, error="AccessDeniedException"), "may not call"),
        (AnswerMessage(status=400, error="ThrottlingException"), "is busy"),
        (AnswerMessage(status=500, error="InternalFailure"), "cannot be reached"),
        (AnswerMessage(b"not a score"), "not a score"),
        (AnswerMessage(b"7.5"), "not a score"),
        (AnswerMessage(b"0.1,0.2"), "not a score"),
        (AnswerMessage(b"nan"), "not a score"),
        (AnswerMessage(b"9" * 10_000_000), "not a score"),
    ],
)
async def test_failing_endpoint_is_a_sentence(
    sagemaker: SageMakerFake, caplog: pytest.LogCaptureFixture, reply: AnswerMessage, words: str
) -> None:
    sagemaker.reply = reply
    with caplog.at_level(logging.INFO, "agents"):
        status, text = await score(LOAN, on_sagemaker())
    assert status == "error"
    assert words in text
    assert "secret" not in text
    ours = [record.message for record in caplog.records if record.name.startswith("agents.")]
    assert ours == ["loan_endpoint_failed"]


async def test_endpoint_without_credentials_is_a_sentence() -> None:
    status, text = await score(LOAN, on_sagemaker())
    assert (status, "not signed in" in text) == ("error", True)
