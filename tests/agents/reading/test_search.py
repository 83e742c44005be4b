"""Passages are ranked by words, and the best of them by meaning too."""

from collections.abc import Sequence

from agents.embeddings.similarity import SentenceSimilarity
from agents.reading.search import PassageSearch, fuse
from tests.bench.memory import Words

TEXTS = ("The river Thames floods in winter.", "The boat is red.", "A boat on the river in the winter storm.")


class Counted(SentenceSimilarity):
    """Counts how many texts are embedded."""

    count = 0

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        self.count += len(texts)
        return super().vectors(texts)


def test_what_shares_no_word_is_not_found() -> None:
    search = PassageSearch(Words())
    assert search.rank("Which boat sailed in winter on a river?", TEXTS) == [2, 0, 1]
    assert search.rank("Is the RIVER flooded?", TEXTS) == [0, 2]
    assert search.rank("bread", TEXTS) == search.rank("", TEXTS) == search.rank("bread", []) == []


def test_forms_of_a_word_are_one_word() -> None:
    texts = ("Matches may overlap.", "Stopped at noon.")
    search = PassageSearch(Words())
    assert search.rank("overlapping", texts) == search.rank("overlapped", texts) == [0]
    assert search.rank("stopping", texts) == [1]


def test_meaning_decides_between_words_and_vectors_are_kept() -> None:
    similarity = Counted()
    search = PassageSearch(similarity)
    texts = (
        "Money is a song.",
        "At the bank, money is lent to people who buy a house.",
        "The money in the old chest had turned green.",
        "They had no money for the ferry and walked.",
        "The word money comes from the name of a temple.",
    )
    question = "Who gives me a loan of money for a home?"
    assert search.rank(question, texts).index(1) < PassageSearch(Words()).rank(question, texts).index(1)
    search.rank("Where is the money?", texts)
    assert similarity.count == len(texts)


def test_rankings_are_fused_by_their_places() -> None:
    assert fuse([1, 2, 3], [1, 2, 3], [3, 2, 1]) == [1, 2, 3]
    assert fuse([1, 2], [2, 1], [2, 1]) == [2, 1]
    assert fuse([]) == []
