"""A judge is measured against people: one that agrees is believed, one that guesses or chatters is not."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agents.errors import UserFacingError
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.eval.judge import DIMENSIONS, UNREAD, kappa, measure, read_labels, read_reply


def annotation(is_good: bool, place: int) -> dict[str, str]:
    """Labels as the file writes them, with its two spellings."""
    graded = "Yes" if is_good else ("No", "To some extent")[place % 2]
    revealed = "No" if is_good else f"Yes ({('and', 'but')[place % 2]} the answer is {('', 'in')[place % 2]}correct)"
    names = [name for name in DIMENSIONS if name not in ("Revealing_of_the_Answer", "Tutor_Tone", "Humanlikeness")]
    return {
        **dict.fromkeys(names, graded),
        "humanlikeness": graded,
        "Revealing_of_the_Answer": revealed,
        "Tutor_Tone": "Encouraging" if is_good else "Neutral",
    }


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """A file of the shape of MRBench, written for this test."""
    entries = [
        {
            "conversation_id": str(place),
            "conversation_history": f"Tutor: What is {place} + 1?\nStudent: {place}",
            "Data": "made",
            "anno_llm_responses": {
                name: {"response": f"{name} {place}", "annotation": annotation(name == "good", place)}
                for name in ("good", "bad")
            },
        }
        for place in range(6)
    ]
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(entries), "utf-8")
    return path


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OpenAIFake]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    async with OpenAIFake() as fake:
        fake.parameters = {"openai_compatible_url": f"{fake.url}/v1", "openai_compatible_model": "judge"}
        monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", fake.url)
        yield fake


def lines(labels: dict[str, str]) -> str:
    return "\n".join(f"{name}: {label}" for name, label in labels.items())


async def agreement(server: OpenAIFake, path: Path, kind: str) -> str:
    def answer(body: dict[str, Any]) -> Any:
        found = re.search(r"(good|bad) (\d)$", str(body["messages"][-1]["content"]))
        assert found is not None
        fair = lines(annotation(found[1] == "good", int(found[2])))
        return says({"fair": fair, "kind": lines(annotation(True, 0))}.get(kind, "What a lovely reply!"))

    server.think(answer)
    factory = ModelFactory("us-east-1")
    table = await measure(
        read_labels(path), factory, Parameters("us-east-1", "test", factory.aws), "openai_compatible"
    )  # fmt: skip
    await factory.close()
    return table


async def test_only_a_judge_that_agrees_with_people_is_believed(server: OpenAIFake, labels: Path) -> None:
    fair, kind, chatty = [await agreement(server, labels, kind) for kind in ("fair", "kind", "chatty")]
    assert fair.count("    1.00    1.00       0  believed") == len(DIMENSIONS)
    assert kind.count("    0.50    0.00       0  not believed") == len(DIMENSIONS)
    assert chatty.count("    0.00    0.00      12  not believed") == len(DIMENSIONS)


def test_labels_are_read_in_both_spellings(labels: Path) -> None:
    first = read_labels(labels)[0]
    assert first.conversation.startswith("Tutor: What is 0 + 1?")
    assert set(first.labels) == set(DIMENSIONS)
    assert read_labels(labels)[1].labels["Revealing_of_the_Answer"] == "Yes"


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"conversation_history": "x"}]'])
def test_another_file_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UserFacingError, match=r"other\.json cannot be read as labels of MRBench"):
        read_labels(path)


def test_a_reply_is_read_with_its_markup_and_what_is_missing_is_unread() -> None:
    read = read_reply("**Mistake Identification**: Yes.\n- Tutor_Tone: neutral\nCoherence: perhaps")
    assert read["Mistake_Identification"] == "Yes"
    assert read["Tutor_Tone"] == "Neutral"
    assert read["Coherence"] == read["Actionability"] == UNREAD


def test_kappa_is_the_published_example() -> None:
    """Cohen's measure of 50 grants: 35 same, expected 0.5, so 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
