"""The recall that `make bench` shows, held to what was promised."""

from agents.embeddings.similarity import SentenceSimilarity
from tests.bench.memory import places, recall
from tests.bench.memory_questions import HELD_OUT, TUNING


def test_paraphrased_questions_find_their_facts() -> None:
    assert len(HELD_OUT) == len({text for text, _ in HELD_OUT}) == 40
    assert not {text for text, _ in HELD_OUT} & {text for text, _ in TUNING}
    found = places(HELD_OUT, SentenceSimilarity())
    assert recall(found, 1) >= 0.85
    assert recall(found, 3) >= 0.95
