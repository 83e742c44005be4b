"""Turns of people who have a memory, by rules on the embedded model."""

import re
from dataclasses import replace

import pytest

from agents.events import FactOffered, ToolEnd, ToolInput, ToolStart
from agents.memory.formatting import NOT_REMEMBERED
from agents.memory.service import MemoryService
from agents.turn.routes import AUTO, MEMORY, TEACHER
from agents.turn.run_turn import Message, TurnContext
from chat.ui.math_markdown import typeset
from tests.agents.memory.conftest import ALICE, FACTS, LINKS, TOLD
from tests.agents.support import answer, ask, called, saved


@pytest.fixture
def small(embedded: TurnContext, memory: MemoryService) -> TurnContext:
    return replace(embedded, owner=ALICE, memory=memory, links=LINKS)


@pytest.mark.parametrize("route", [AUTO, MEMORY])
async def test_facts_are_saved_and_recalled(small: TurnContext, route: str) -> None:
    small = replace(small, route=route)
    for told, fact in zip(TOLD, FACTS, strict=True):
        events = await ask(told, small)
        assert (called(events), answer(events)) == (["remember"], f"I will remember: “{fact}”")
        assert len(saved(events)) == 1
    for question, fact in zip(TOLD.values(), FACTS, strict=True):
        events = await ask(question, small)
        assert called(events) == ["recall"]
        assert f"“{fact}”" in answer(events)


async def test_a_question_about_the_world_goes_to_the_teacher(small: TurnContext) -> None:
    events = await ask("What is 5 * 7?", small)
    assert called(events) == ["math_assistant"]
    assert "35" in answer(events)
    assert called(await ask("What is the capital of France?", small)) == ["general_assistant"]


async def test_teacher_mode_never_saves(small: TurnContext, memory: MemoryService) -> None:
    small = replace(small, route=TEACHER)
    assert "remember" not in called(await ask("Remember that my birthday is July 25", small))
    assert called(await ask("What is 5 * 7?", small)) == ["math_assistant"]
    assert await memory.facts(ALICE) == []


async def test_memory_mode_saves_every_statement(small: TurnContext, memory: MemoryService) -> None:
    small = replace(small, route=MEMORY)
    assert answer(await ask("the green book is on the shelf", small)).startswith("I will remember")
    assert "green book" in answer(await ask("Where is the green book?", small))
    assert answer(await ask("What is the capital of France?", small)) == NOT_REMEMBERED
    assert "Tell me something" in answer(await ask("hello", small))
    assert "](/memory)" in answer(await ask("Forget the green book", small))
    assert len(await memory.facts(ALICE)) == 1


async def test_a_fact_that_cannot_be_the_answer_is_not_shown(small: TurnContext, memory: MemoryService) -> None:
    for fact in ("my sister (Anna) lives in Paris", "I find fractions difficult", "my locker number is 214"):
        await memory.save(ALICE, fact)
    assert answer(await ask("How old is my sister?", small)) == NOT_REMEMBERED
    assert answer(await ask("What is 5*7?", replace(small, route=MEMORY))) == NOT_REMEMBERED


async def test_a_question_about_the_conversation_is_not_answered_from_memory(small: TurnContext) -> None:
    history = [Message("user", "What is a prime number?"), Message("assistant", "One without divisors.")]
    assert "“What is a prime number?”" in answer(await ask("Do you remember what I said?", small, history))


async def test_contradicting_facts_are_shown_together(small: TurnContext) -> None:
    for told in ("My birthday is July 4", "My birthday is August 8", "I live in Seattle"):
        await ask(told, small)
    told = answer(await ask("When is my birthday?", small))
    assert "different things" in told
    assert told.index("August 8") < told.index("July 4")
    assert "Seattle" not in told


async def test_a_fact_is_found_in_whatever_words_it_was_to_be_stored(small: TurnContext) -> None:
    await ask("Store this: I live in Seattle", small)
    assert "“I live in Seattle”" in answer(await ask("Where do I live?", small))


@pytest.mark.parametrize(
    ("told", "changed", "question"),
    [
        ("Remember that I live in Leeds", "I moved from Leeds to York", "Where do I live?"),
        ("Remember that I am 15", "I just turned 16", "How old am I?"),
        ("Remember that my locker number is 214", "my locker number is now 300", "What is my locker number?"),
        ("Merk dir, dass ich in Bonn wohne", "Ich bin von Bonn nach Köln gezogen", "Wo wohne ich?"),
        ("Recuerda que vivo en Sevilla", "Me mudé de Sevilla a Madrid", "¿Dónde vivo?"),
        ("请记住：我住在北京", "我从北京搬到了上海", "我住在哪里？"),  # noqa: RUF001
    ],
)
async def test_what_has_changed_replaces_the_older_fact_visibly_and_undoably(
    small: TurnContext, memory: MemoryService, told: str, changed: str, question: str
) -> None:
    await ask(told, small)
    (old,) = await memory.facts(ALICE)
    events = await ask(changed if changed.startswith(("I", "M", "我")) else f"Remember that {changed}", small)
    assert answer(events) == f"I now remember: “{changed}” (instead of “{old.text}”)"
    assert f"“{changed}”" in answer(await ask(question, small))
    await memory.undo(ALICE, saved(events))
    assert [fact.text for fact in await memory.facts(ALICE)] == [old.text]


async def test_another_statement_is_offered_and_not_saved(small: TurnContext, memory: MemoryService) -> None:
    events = await ask("I've been married for ten years", small)
    assert FactOffered((), "I've been married for ten years") in events
    assert saved(events) == []
    assert await memory.facts(ALICE) == []


async def test_what_was_said_in_the_conversation_is_not_called_untold(small: TurnContext) -> None:
    history = [Message("user", "My new school is Oakwood"), Message("assistant", "Good.")]
    assert "Oakwood" in answer(await ask("What is my school?", small, history))


async def test_all_facts_are_listed_when_asked_for(small: TurnContext) -> None:
    assert answer(await ask("What do you remember about me?", small)) == NOT_REMEMBERED
    for told in TOLD:
        await ask(told, small)
    told = answer(await ask("What do you remember about me?", small))
    assert all(fact in told for fact in FACTS)
    assert "](/memory)" in told


async def test_a_secret_is_refused_with_a_reason(small: TurnContext, memory: MemoryService) -> None:
    events = await ask("Remember that my password is hunter2", small)
    assert "password manager" in answer(events)
    assert saved(events) == []
    assert await memory.facts(ALICE) == []


@pytest.mark.parametrize(
    "fact",
    [
        "my sister (Anna) lives in Paris",
        "my picture is ![x](https://evil.example/x.png) <img src=x> &lt;b&gt;",
        r"my note is [x](y) $z$ and [a] \(b\) \[c\] $$d$$ `e` *f* _g_ ~~h~~ :::note a:b",
    ],
)
async def test_a_fact_is_shown_literally(small: TurnContext, fact: str) -> None:
    """Neither Markdown nor a formula begins in it."""
    answers = [answer(await ask(asked, small)) for asked in (f"Remember that {fact}", "What do you remember about me?")]
    for told in answers:
        assert typeset(told) == told
        assert f"“{fact}”" in re.sub(r"\\([!-/:-@[-`{-~])", r"\1", told)  # as Markdown reads escapes
        for sign in ("](", "<", "$", "`", "*", "&", "~", "_", ":"):
            inside = told.partition("“")[2].partition("”")[0]
            assert sign not in re.sub(r"\\.", "", inside)


async def test_without_a_memory_nothing_is_saved(embedded: TurnContext) -> None:
    events = await ask("Remember that my birthday is July 25", embedded)
    assert "remember" not in called(events)


async def test_a_recall_is_shown_as_a_step(small: TurnContext) -> None:
    await ask("I live in Seattle", small)
    events = await ask("Where do I live?", small)
    start = next(event for event in events if isinstance(event, ToolStart))
    assert (start.title, start.icon) == ("Memory", "bookmark")
    assert ToolInput(start.path, {"query": "Where do I live?"}) in events
    end = next(event for event in events if isinstance(event, ToolEnd))
    assert end.output.startswith("- “I live in Seattle” (told on ")
