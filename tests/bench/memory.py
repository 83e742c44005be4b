"""How often the fact that a paraphrased question is about is found first, and among the first three."""

from collections.abc import Sequence

from agents.embeddings.similarity import SentenceSimilarity
from agents.memory.fact import Fact
from agents.memory.ranking import rank
from tests.bench.memory_questions import HELD_OUT

RANKS = (1, 3)


class Words(SentenceSimilarity):
    """Knows no meaning, as the server without embeddings."""

    installed = False


def places(pairs: Sequence[tuple[str, str]], meaning: SentenceSimilarity) -> list[int]:
    """Return for each question the place of its fact among all of them."""
    texts = [text for text, _ in pairs]
    vectors = meaning.vectors(texts) if meaning.installed else [b""] * len(texts)
    facts = [Fact(text, id=text, vector=vector) for text, vector in zip(texts, vectors, strict=True)]
    found = [[one.fact.text for one in rank(question, facts, meaning)] for _, question in pairs]
    return [order.index(text) + 1 for order, text in zip(found, texts, strict=True)]


def recall(places: Sequence[int], within: int) -> float:
    """Return the share of questions whose fact is among the first."""
    return sum(place <= within for place in places) / len(places)


def main() -> None:
    """Print both ways of ranking, side by side."""
    for name, meaning in (("by meaning and words", SentenceSimilarity()), ("by words alone", Words())):
        found = places(HELD_OUT, meaning)
        told = ", ".join(f"recall@{within} {recall(found, within):.1%}" for within in RANKS)
        print(f"{len(HELD_OUT)} paraphrased questions over {len(HELD_OUT)} facts, {name}: {told}")


if __name__ == "__main__":
    main()
