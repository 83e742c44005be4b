"""The recall that `make bench` shows, held by words alone to the documents that the tests install."""

from agents.documents.passages import passages
from agents.reading.search import PassageSearch
from tests.bench.memory import Words, recall
from tests.bench.reading import FIRST, find, places
from tests.bench.reading_questions import DOCUMENTS


def test_the_right_passage_is_among_the_first_three() -> None:
    assert len(DOCUMENTS) == 10
    assert len({question for document in DOCUMENTS for question, _ in document.questions}) == 60
    search = PassageSearch(Words())
    found: list[int] = []
    for document in DOCUMENTS:
        if document.is_installed and (path := find(document, None)):
            texts = [text for _, text in passages([path.read_text("utf-8")])]
            found += places(document, texts, search)
    assert len(found) == 24
    assert recall(found, FIRST) >= 0.9
