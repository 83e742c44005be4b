"""Pages are split at paragraphs and sentences, and nothing is lost."""

from agents.documents.passages import MAX_PASSAGE_CHARACTERS, passages


def test_paragraphs_stay_whole_and_pages_separate() -> None:
    first, second = "One river. " * 50, "One hill. " * 60
    cut = passages([f"{first}\n\n{second}", "The end."])
    assert cut == [(1, first.strip()), (1, second.strip()), (2, "The end.")]


def test_short_paragraphs_are_joined() -> None:
    assert passages(["One.\n\nTwo.\n\n\n\nThree."]) == [(0, "One. Two. Three.")]


def test_long_paragraphs_are_split_at_sentences_and_long_sentences_anywhere() -> None:
    sentences = " ".join(f"This is sentence {number}." for number in range(200))
    cut = [text for _, text in passages([sentences])]
    assert all(len(text) <= MAX_PASSAGE_CHARACTERS and text.endswith(".") for text in cut)
    assert " ".join(cut) == sentences
    endless = [text for _, text in passages(["x" * 5_000])]
    assert "".join(endless) == "x" * 5_000
    assert max(map(len, endless)) == MAX_PASSAGE_CHARACTERS


def test_empty_pages_give_no_passage() -> None:
    assert passages(["", " \n\n "]) == []
