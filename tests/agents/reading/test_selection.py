"""A model gets all passages where there is room, and otherwise those that fit the question."""

import pytest

from agents.documents.attachments import MAX_MATERIAL, PAGE_END, Attachment
from agents.documents.passages import split
from agents.reading.search import PassageSearch
from agents.reading.selection import select
from tests.bench.memory import Words

SEARCH = PassageSearch(Words())


def shown(file: Attachment) -> list[str]:
    return [file.text[one.start : one.end] for one in file.excerpts or ()]


def test_short_file_is_given_whole_with_its_pages() -> None:
    (file,) = select("Two?", [Attachment("a.pdf", "application/pdf", f"One.\n\nMore.{PAGE_END}Two.")], SEARCH)
    assert [(one.number, one.page, one.rank) for one in file.excerpts or ()] == [(1, 1, 0), (2, 2, 1)]
    assert shown(file) == ["One.\n\nMore.", "Two."]


@pytest.mark.parametrize("place", [0, 120, 249])
def test_passage_far_into_a_long_file_is_found(place: int) -> None:
    pages = [f"Page {number}. " + "Nothing is told of ships or of kings. " * 20 for number in range(250)]
    pages[place] += "The lighthouse was built in 1811 by a mason."
    (file,) = select(
        "Who built the lighthouse?", [Attachment("b.pdf", "application/pdf", PAGE_END.join(pages))], SEARCH
    )
    assert sum(map(len, shown(file))) <= MAX_MATERIAL
    (best,) = [one for one in file.excerpts or () if one.rank == 1]
    assert best.page == place + 1
    assert "1811" in file.text[best.start : best.end]
    assert [one.number for one in file.excerpts or ()] == list(range(1, len(file.excerpts or ()) + 1))
    assert shown(file)[0].startswith("Page 0.")  # the opening says what the file is


def test_question_comes_before_earlier_files_and_pictures_have_no_passages() -> None:
    own = Attachment("own.txt", "text/plain", "Own words. " * 2_000)
    earlier = Attachment("old.txt", "text/plain", "Older words. " * 4_000, earlier=True)
    picture = Attachment("a.png", "image/png", text="[This model cannot see this picture.]")
    files = select("", [own, picture, earlier], SEARCH)
    assert files[1] == picture
    assert " ".join(shown(files[0])) == own.text.strip()
    assert 1 < len(files[2].excerpts or ()) < len(split(earlier.text))


def test_every_character_of_a_file_is_in_some_passage() -> None:
    text = f"  A table\n1,2\n3,4\n\n\n{'long ' * 400}\n{PAGE_END}{PAGE_END} {'x' * 2_000}\n"
    kept = "".join(text[start:end] for _, start, end in split(text))
    assert "".join(kept.split()) == "".join(text.split())
    assert {page for page, _, _ in split(text)} == {1, 3}
