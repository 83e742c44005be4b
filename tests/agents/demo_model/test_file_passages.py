"""The embedded model answers a question about a file with the passages of the file."""

import pytest

from agents.demo_model.file_passages import show_beginnings, show_passages
from agents.documents.attachments import EARLIER, PAGE_END, UNASKED, Attachment, ReadFile
from agents.events import Done
from agents.turn.run_turn import TurnContext
from tests.agents.support import ask_with

PAGES = (
    "The lake of Zurich is 88 square kilometres large. Its water is clean enough to drink.",
    "Trams have run in the city since 1882. The first were drawn by horses.",
)
BOOK = Attachment("city.pdf", "application/pdf", PAGE_END.join(PAGES))
COLOURS = {"a": "red", "b": "blue"}
FILE = ReadFile("city.pdf", ((1, 1, PAGES[0]), (2, 2, PAGES[1])))


@pytest.mark.parametrize(
    ("question", "expected", "page"),
    [("Since when have trams run?", PAGES[1], 2), ("Is the water of the lake clean?", PAGES[0], 1)],
)
async def test_passage_is_the_answer(embedded: TurnContext, question: str, expected: str, page: int) -> None:
    done = (await ask_with(question, embedded, [BOOK]))[-1]
    assert isinstance(done, Done)
    assert done.text.startswith(f"This is what your file says:\n\n> {expected} ⁽¹⁾\n\n")
    assert done.text.endswith(f"⁽¹⁾ in city.pdf, page {page} of 2")


async def test_passage_far_into_a_long_file_is_found(embedded: TurnContext) -> None:
    story = "The ships sailed to the south and came back in spring. " * 2_000
    long = Attachment("long.txt", "text/plain", f"{story}\n\nThe captain's parrot was called Flint.\n\n{story}")
    done = (await ask_with("What was the parrot of the captain called?", embedded, [long]))[-1]
    assert isinstance(done, Done)
    assert "parrot was called Flint." in done.text
    assert done.text.endswith("⁽¹⁾ in long.txt")


async def test_mark_leads_to_the_passage_also_through_markup(embedded: TurnContext) -> None:
    text = "# Ports\n\nThe *default* port is `8080` <b>only</b> in [tests]."
    notes = Attachment("notes.md", "text/markdown", text, address="/reading/t/f")
    done = (await ask_with("What is the default port in tests?", embedded, [notes]))[-1]
    assert isinstance(done, Done)
    assert f" [⁽¹⁾](/reading/t/f/2/{len(text) - 2}/notes.md)\n\n" in done.text
    assert [(source["mark"], source["text"]) for source in done.sources] == [(1, text)]


async def test_file_that_a_question_names_is_the_one_that_answers(embedded: TurnContext) -> None:
    files = [Attachment(f"{name}.txt", "text/plain", f"The key is {colour}.") for name, colour in COLOURS.items()]
    for name, colour in COLOURS.items():
        done = (await ask_with(f"Which colour is the key in {name.upper()}.txt?", embedded, files))[-1]
        assert isinstance(done, Done)
        assert done.text.startswith(f"This is what your file says:\n\n> The key is {colour}. ⁽¹⁾\n\n")
        assert done.text.endswith(f"⁽¹⁾ in {name}.txt")
        assert done.text.count("The key is") == 1


async def test_nothing_is_found_where_nothing_is_said(embedded: TurnContext) -> None:
    done = (await ask_with("Who invented the bicycle?", embedded, [BOOK]))[-1]
    assert isinstance(done, Done)
    assert done.text.startswith("I found nothing about that in city.pdf.")


def test_only_passages_with_enough_of_the_words_are_shown() -> None:
    asked = "Which horses and trams ran in the city in 1882?"
    assert PAGES[0] not in show_passages(asked, [FILE], [2, 1])
    assert show_passages("Is the lake deep, cold, wide, blue and old?", [FILE], [1]).startswith("I found nothing")
    assert show_passages(asked, [FILE], [7]).startswith("I found nothing")


@pytest.mark.parametrize("question", [UNASKED, "Summarise the tram file", "What is in this file?", "Fasse es zusammen"])
def test_question_about_the_whole_gets_the_beginning(question: str) -> None:
    assert "**city.pdf** begins:" in show_passages(question, [FILE], [1])


def test_markup_of_a_passage_is_shown_literally() -> None:
    shown = show_passages("bold words", [ReadFile("a_b.md", ((1, 0, "**bold**\n![x](y) <b>words"),))], [1])
    assert r"> \*\*bold\*\* ![x\](y) \<b\>words" in shown


def test_beginning_cannot_end_its_block() -> None:
    shown = show_beginnings([ReadFile(f"notes.txt{EARLIER}", ((1, 0, "``` " + "a" * 400),))])
    assert "**notes.txt** begins:" in shown
    assert "~~~ aaa" in shown
    assert shown.endswith("a …\n```")
    assert not show_passages("What?", [], [])
