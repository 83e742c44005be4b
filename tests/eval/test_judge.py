"""A judge is measured against people: one that agrees is believed, one that guesses, chatters or fails is not."""

import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import Refusal
from tests.eval import accepted, agreement, judge
from tests.eval.agreement import UNREAD, Agreement
from tests.eval.judge import drawn, measure, read_reply
from tests.eval.labelled import annotation, lines, write_labels
from tests.eval.mrbench import LABELS, read_labels

CONVERSATIONS = 50


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    return write_labels(tmp_path / "labels.json", CONVERSATIONS)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OpenAIFake]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    async with OpenAIFake() as fake:
        fake.parameters = {"openai_compatible_url": f"{fake.url}/v1", "openai_compatible_model": "judge"}
        monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", fake.url)
        yield fake


async def measured(server: OpenAIFake, path: Path, kind: str) -> dict[str, Agreement]:
    def answer(body: dict[str, Any]) -> Any:
        found = re.search(r"(good|bad) (\d+)$", str(body["messages"][-1]["content"]))
        assert found is not None
        fair = lines(annotation(found[1] == "good", int(found[2])))
        if kind == "failing":
            return Refusal(400)
        return says({"fair": fair, "kind": lines(annotation(True, 0))}.get(kind, "What a lovely reply!"))

    server.think(answer)
    factory = ModelFactory("us-east-1")
    parameters = Parameters("us-east-1", "test", factory.aws)
    found = await measure(read_labels(path), factory, parameters, "openai_compatible")
    await factory.close()
    return found


async def test_only_a_judge_that_agrees_with_people_is_believed(server: OpenAIFake, labels: Path) -> None:
    replies = 2 * CONVERSATIONS
    assert await measured(server, labels, "fair") == dict.fromkeys(LABELS, Agreement(replies, 1.0, 1.0, 0))
    assert await measured(server, labels, "kind") == dict.fromkeys(LABELS, Agreement(replies, 0.5, 0.0, 0))
    for unread in ("chatty", "failing"):
        assert await measured(server, labels, unread) == dict.fromkeys(LABELS, Agreement(replies, 0.0, 0.0, replies))


def test_a_reply_is_read_with_its_markup_and_what_is_missing_is_unread() -> None:
    read = read_reply("**Mistake Identification**: Yes.\n- Tutor_Tone: neutral\nCoherence: perhaps")
    assert read["Mistake_Identification"] == "Yes"
    assert read["Tutor_Tone"] == "Neutral"
    assert read["Coherence"] == read["Actionability"] == UNREAD


def test_a_limit_draws_the_same_replies_of_the_whole_file(labels: Path) -> None:
    replies = read_labels(labels)
    assert drawn(replies, 10) == drawn(replies, 10) != replies[:10]
    assert len(drawn(replies, 10_000)) == len(replies)


def run_command(monkeypatch: pytest.MonkeyPatch, labels: Path, limit: str) -> int:
    monkeypatch.setattr(sys, "argv", ["judge", "--labels", str(labels), "--model", "embedded", f"--limit={limit}"])
    return judge.main()


def test_the_command_keeps_what_it_measured(
    labels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The embedded model judges nothing, and is not believed."""
    monkeypatch.setattr(accepted, "FOLDER", tmp_path)
    assert run_command(monkeypatch, labels, "1") == 0
    assert "not believed" in capsys.readouterr().out
    kept = agreement.read("embedded", judge.PROMPT_ID)
    assert {(one.replies, one.is_believed) for one in kept.values()} == {(1, False)}


@pytest.mark.parametrize("limit", ["0", "-3"])
def test_no_replies_are_no_measure(limit: str, labels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        run_command(monkeypatch, labels, limit)
