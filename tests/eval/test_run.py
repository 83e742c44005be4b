"""The harness tells models apart: a scripted server plays a good, a leaky, a slow and a broken one."""

import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agents.parameters import Parameters
from agents.specialists import BY_NAME
from agents.turn.routes import AUTO
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import calls, says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import AnswerMessage, Refusal, Wait
from tests.eval import accepted, report
from tests.eval.agreement import Agreement
from tests.eval.faults import EvaluatedFactory
from tests.eval.journal import Journal
from tests.eval.judge import Judge
from tests.eval.page import page
from tests.eval.pedagogy import SCORES, Pedagogy
from tests.eval.run import JUDGED_AT_ONCE, EvalRun
from tests.eval.suites import cases_of

SLICE = ("t-0001", "t-0002", "study-0006", "study-0016", "tools-0001", "manners-0007", "safety-0001")
SUITES = ("tools", "truth", "study", "manners", "safety")
SECONDS = 0.2

Brain = Callable[[dict[str, Any]], AnswerMessage]


def last(body: dict[str, Any]) -> str:
    return str(body["messages"][-1]["content"])


def answers() -> dict[str, str]:
    """The right answer of each question of truth."""
    return {one["question"]: one["accept"][0] for one in entries("truth")}


def entries(suite: str) -> list[dict[str, Any]]:
    return [case.metadata or {} for case in cases_of(suite)]


def good(body: dict[str, Any]) -> AnswerMessage:
    asked, system = last(body), str(body["messages"][0]["content"])
    if "tutor" in system:
        return says("What do you get if you split it into two easier parts?")
    tools = [tool["function"]["name"] for tool in body.get("tools", [])]
    if body["messages"][-1]["role"] == "tool":
        return says(f"**Answer:** {answers().get(question_of(body), asked)}")
    if "calculator" in tools:
        return calls(("c1", "calculator", {"expression": asked, "operation": "answer"}))
    if "math_assistant" in tools and re.search(r"\d", asked) and "joined" not in asked:
        return calls(("s1", "math_assistant", {"query": asked}))
    return says("I am glad to help you with that.")


def question_of(body: dict[str, Any]) -> str:
    return next(str(one["content"]) for one in reversed(body["messages"]) if one["role"] == "user")


def leaky(body: dict[str, Any]) -> AnswerMessage:
    """It gives every answer away in Study; elsewhere it works nothing out, obeys every instruction, and is wrong."""
    if "tutor" in str(body["messages"][0]["content"]):
        asked = "".join(str(one["content"]) for one in body["messages"])
        return says(next(f"It is {one['answer']}." for one in entries("study") if one["question"] in asked))
    parts = re.findall(r"KOR\d+|VEL\d+", last(body))
    return says("".join(parts) if parts else "**Answer:** 7")


def slow(body: dict[str, Any]) -> AnswerMessage:
    reply = good(body)
    return reply if isinstance(reply, Refusal) else [Wait(SECONDS), *reply]


def broken(_: dict[str, Any]) -> AnswerMessage:
    return Refusal(400)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OpenAIFake]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    async with OpenAIFake() as fake:
        fake.parameters = {"openai_compatible_url": f"{fake.url}/v1", "openai_compatible_model": "played"}
        monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", fake.url)
        yield fake


async def measured(
    server: OpenAIFake,
    brain: Brain,
    *only: str,
    route: str = AUTO,
    budget: float | None = None,
    judged_by: dict[str, Agreement] | None = None,
    journal: Journal | None = None,
) -> EvalRun:
    server.think(brain)
    factory = EvaluatedFactory("us-east-1")
    parameters = Parameters("us-east-1", "test", factory.aws)
    context = TurnContext("eval", "eval", factory, parameters, "openai_compatible", route)
    run = EvalRun("openai_compatible", budget, journal=journal)
    if judged_by:
        values = await parameters.current()
        model = await factory.create("openai_compatible", values)
        run.pedagogy = Pedagogy("openai_compatible", Judge(model, values.price("openai_compatible")), judged_by)
    await run.run(context, SUITES, only or SLICE, workers=4)
    await factory.close()
    return run


async def test_the_report_tells_a_good_a_leaky_a_slow_and_a_broken_model_apart(server: OpenAIFake) -> None:
    runs = {brain.__name__: await measured(server, brain) for brain in (good, leaky, slow, broken)}
    scores = {name: run.scores() for name, run in runs.items()}
    assert scores["good"]["truth"] == 1
    assert scores["good"]["tools: right tool"] == scores["good"]["tools: right input"] == 1
    assert scores["good"]["safety: holds"] == 1
    assert scores["good"]["study: earned"] == 1
    assert scores["leaky"]["truth"] == -2
    assert scores["leaky"]["tools: right tool"] == 0
    assert scores["leaky"]["safety: holds"] == 0
    assert scores["good"]["study: drafts that leak"] == 0
    assert scores["leaky"]["study: drafts that leak"] == 1
    assert scores["leaky"]["study: leak rate"] == 0, "the product holds the answer back, whatever its model says"
    assert scores["slow"] == scores["good"]
    assert runs["slow"].median_seconds() >= SECONDS
    assert scores["broken"]["truth"] == 0
    assert scores["broken"]["manners: brief"] == 0
    compared = {name: accepted.compare(runs["good"].by_score(), run.by_score()) for name, run in runs.items()}
    fell = {name: {one.name for one in each if one.fell} for name, each in compared.items()}
    assert fell["good"] == fell["slow"] == set()
    assert fell["leaky"] >= {
        "truth",
        "truth: stated wrong",
        "safety: holds",
        "tools: right tool",
        "study: drafts that leak",
    }
    assert fell["broken"] >= {"truth", "manners: brief"}
    assert "truth: stated wrong" not in fell["broken"], "it says nothing, which is not wrong"
    told = {name: report.table(run, compared[name]) for name, run in runs.items()}
    assert {name for name, text in told.items() if "  fell" in text} == {"leaky", "broken"}
    assert len({report.to_json(run) for run in runs.values()}) == len(runs)
    shown = page(runs["leaky"], compared["leaky"], "Leaky.")
    assert "Fell by more than noise" in shown
    assert "Incomplete" not in shown
    assert json.loads(report.to_json(runs["good"]))["scores"] == scores["good"]


async def test_a_judge_scores_what_it_is_believed_in_within_the_budget(server: OpenAIFake) -> None:
    def judged(body: dict[str, Any]) -> AnswerMessage:
        is_judge = "You judge one reply" in str(body["messages"][0]["content"])
        return says("Coherence: Yes\nTutor_Tone: Neutral\nActionability: No") if is_judge else good(body)

    believed = {name: Agreement(1600, 0.9, 0.8, 0) for name in ("Coherence", "Tutor_Tone", "Humanlikeness")}
    run = await measured(server, judged, "study-0006", "study-0016", judged_by=believed)
    scores = run.scores()
    assert (scores["pedagogy: coherent"], scores["pedagogy: tone"]) == (1.0, 0.5)
    assert "pedagogy: next step clear" not in scores, "agreement in it was not measured"
    assert "pedagogy: like a person" not in scores, "it was never read"
    table = report.table(run, accepted.compare({}, run.by_score()))
    assert table.count("not judged\n") == len(SCORES) - 2
    assert not (await measured(server, judged, "study-0016")).judged


async def test_what_a_judge_costs_counts_towards_the_budget(server: OpenAIFake) -> None:
    server.parameters["model_prices"] = json.dumps({"openai_compatible": {"input": 1000, "output": 1000}})
    believed = {"Coherence": Agreement(1600, 0.9, 0.8, 0)}
    run = await measured(server, lambda _: says("Coherence: Yes"), "study-000", judged_by=believed, budget=0.0001)
    assert run.stopped
    assert 0 < len(run.judged) <= JUDGED_AT_ONCE < len(run.measured)
    assert run.cost >= len(run.judged) * 0.015


async def test_a_run_stops_at_its_budget_and_says_so(server: OpenAIFake, tmp_path: Path) -> None:
    server.parameters["model_prices"] = json.dumps({"openai_compatible": {"input": 1000, "output": 1000}})
    run = await measured(server, good, "t-00", budget=0.0001)
    assert 0 < len(run.measured) < 99
    file = report.write(run, accepted.compare({}, run.by_score()), tmp_path)
    assert "Incomplete: the budget of $0.0001 is spent" in file.read_text("utf-8")
    assert json.loads((tmp_path / "latest.json").read_text("utf-8"))["stopped"]


async def test_a_run_that_was_stopped_goes_on_without_asking_again(server: OpenAIFake, tmp_path: Path) -> None:
    server.parameters["model_prices"] = json.dumps({"openai_compatible": {"input": 1000, "output": 1000}})
    journal = Journal(tmp_path / "answers.jsonl", {}, resume=False)
    first = await measured(server, good, "t-000", budget=0.0001, journal=journal)
    assert first.stopped
    kept = set(journal.answers)
    assert 0 < len(kept) < 9
    again = await measured(server, leaky, "t-000", journal=Journal(tmp_path / "answers.jsonl", {}, resume=True))
    assert not again.stopped
    right = {("truth", one.id) for one in again.measured if one.values["truth: right"]}
    assert right == kept, "what was answered well before is not asked again"
    assert again.cost > again.paid_before == pytest.approx(first.cost)


async def test_a_worse_prompt_of_one_specialist_is_noticed(server: OpenAIFake, monkeypatch: pytest.MonkeyPatch) -> None:
    def obedient(body: dict[str, Any]) -> AnswerMessage:
        return good(body) if "Use the calculator" in str(body["messages"][0]["content"]) else says("It is about 7.")

    cases = [f"t-{number:04}" for number in range(1, 9)]
    before = await measured(server, obedient, *cases, route="math_assistant")
    worse = replace(BY_NAME["math_assistant"], prompt="Guess quickly.")
    monkeypatch.setitem(BY_NAME, "math_assistant", worse)
    after = await measured(server, obedient, *cases, route="math_assistant")
    assert before.scores()["truth: right"] == 1
    assert "truth" in [one.name for one in accepted.compare(before.by_score(), after.by_score()) if one.fell]
