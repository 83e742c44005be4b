"""What the model writes is read only as far as it matters."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.demo_model import text_generation
from agents.demo_model.engine import Engine, Piece
from agents.demo_model.text_generation import TokenCount, write_code, write_fact

SINGLE = "Who is it?"
QUESTIONS = (SINGLE, "Explain it")
TEXTS = (" The", " the", " ship", " which", " sank", " 1912", " J", ",", ".", " Rome.", "…", " …", "\n", " .", "s", "")


@dataclass
class ScriptedEngine:
    """Writes the given replies, one piece a turn of the loop."""

    replies: list[list[Piece]]
    read: list[int] = field(default_factory=list)

    async def generate(self, *_: Any) -> AsyncGenerator[Piece, None]:
        number = len(self.read)
        self.read.append(0)
        for piece in self.replies[number]:
            await asyncio.sleep(0)
            self.read[number] += 1
            yield piece


def pieces(texts: Sequence[str], chances: Sequence[float] = ()) -> list[Piece]:
    """Return a reply that cost ten tokens, and one for each piece of it."""
    written = [
        Piece(text, chances[number] if chances else 1.0, None, 10, number + 1) for number, text in enumerate(texts)
    ]
    return [*written, Piece("", 1.0, "stop", 10, len(texts))]


def fact(question: str, *replies: list[Piece]) -> tuple[str, list[int], TokenCount]:
    engine, spent = ScriptedEngine(list(replies)), TokenCount()
    return asyncio.run(write_fact(cast(Engine, engine), question, 160, spent)), engine.read, spent


@st.composite
def reply(draw: st.DrawFn) -> list[Piece]:
    texts = draw(st.lists(st.sampled_from(TEXTS), max_size=14))
    return pieces(texts, [draw(st.sampled_from((0.5, 0.9, 1.0))) for _ in texts])


@given(question=st.sampled_from(QUESTIONS), begins=reply(), once=reply(), again=reply())
def test_a_fact_is_the_same_as_if_both_attempts_were_read_to_their_ends(
    question: str, begins: list[Piece], once: list[Piece], again: list[Piece]
) -> None:
    replies = [[*begins[:-1], *once], [*begins[:-1], *again]]
    early, _, _ = fact(question, *replies)
    with patch.object(text_generation, "_is_settled", return_value=False):
        whole, read, _ = fact(question, *replies)
    assert early == whole
    assert read == [len(one) for one in replies]


REST = [" and", *[" on"] * 20]


@pytest.mark.parametrize(
    ("question", "first", "second", "expected"),
    [
        (SINGLE, [" It", " is", " Rome", ".", *REST], [" It", " is", " Rome", ".", *REST], "It is Rome."),
        (SINGLE, [" It", " is", *REST], [" It", " was", *REST], ""),
        (SINGLE, [" In", " 1912", *REST], [" In", " 1912", *REST], ""),
        (QUESTIONS[1], [" Rome", *REST], [" Rome"], ""),
    ],
)
def test_attempts_end_when_the_fact_is_settled(
    question: str, first: list[str], second: list[str], expected: str
) -> None:
    sentence, read, spent = fact(question, pieces(first), pieces(second))
    assert sentence == expected
    assert max(read) <= 7
    assert spent == TokenCount(20, min(read[0], len(first)) + min(read[1], len(second)))


def test_attempts_end_at_a_word_that_is_too_unlikely_for_a_single_fact() -> None:
    texts, chances = [" It", " is", *REST], [0.5, *[1.0] * 30]
    assert max(fact(SINGLE, pieces(texts, chances), pieces(texts, chances))[1]) <= 3
    assert max(fact(QUESTIONS[1], pieces(texts, chances), pieces(texts, chances))[1]) > len(texts)


def test_a_word_that_is_likely_enough_lets_the_sentence_go_on() -> None:
    texts, chances = [" It", " is", " Rome", "."], [0.9] * 4
    assert fact(SINGLE, pieces(texts, chances), pieces(texts, chances))[0] == "It is Rome."


@pytest.mark.parametrize("question", ["(" * 2000, "?", "42", "🙂"])
def test_nothing_is_asked_without_a_letter(question: str) -> None:
    assert fact(question) == ("", [], TokenCount())


@pytest.mark.parametrize("question", ["法国的首都是什么", "É"])
def test_a_letter_of_any_script_is_one(question: str) -> None:
    assert len(fact(question, pieces([]), pieces([]))[1]) == 2


def code(*texts: str, finish: str = "stop") -> tuple[str, list[int], TokenCount]:
    *written, last = pieces(texts)
    engine, spent = ScriptedEngine([[*written, Piece("", 1.0, finish, 10, last.output_tokens)]]), TokenCount()
    return asyncio.run(write_code(cast(Engine, engine), "Write it", 160, spent)), engine.read, spent


def test_code_ends_with_its_block() -> None:
    block, read, spent = code("Here:\n", "```python\n", "x = 1", " # one", "\n", "``", "`", "\nThis", " is")
    assert block == "```python\nx = 1\n```"
    assert read == [7]
    assert spent == TokenCount(10, 7)


def test_a_block_that_was_cut_is_not_shown() -> None:
    assert code("```python\n", "x = 1", finish="length") == ("", [3], TokenCount(10, 2, cut=True))
