"""How often the passage that a question is about is among the first three of its document, and of all documents."""

import asyncio
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from agents.documents.passages import passages
from agents.documents.quotes import normalise
from agents.documents.reader import MAX_TEXT, read_document
from agents.embeddings.similarity import SentenceSimilarity
from agents.reading.search import PassageSearch
from tests.bench.memory import Words, recall
from tests.bench.reading_questions import DOCUMENTS, BenchDocument

FIRST = 3
_FOLDER = "--documents"


class Meaning(PassageSearch):
    """Ranks by meaning alone, over all passages, as it would be without words."""

    def rank(self, question: str, texts: Sequence[str]) -> list[int]:
        """See `PassageSearch.rank`."""
        near = SIMILARITY.match(question, self._embed(texts))
        return sorted(range(len(texts)), key=lambda at: -near[at])


SIMILARITY = SentenceSimilarity()


def find(document: BenchDocument, folder: Path | None) -> Path | None:
    """Return the path of a document; None if it is in no installed package and not in the folder."""
    if document.is_installed:
        return next(Path(sysconfig.get_path("purelib")).glob(document.source), None)
    path = folder / document.name if folder else None
    return path if path and path.exists() else None


async def read(document: BenchDocument, path: Path) -> list[str]:
    """Return the passages of a document."""
    read = await read_document(path, document.name, MAX_TEXT)
    return [text for _, text in passages(read.pages)]


def places(document: BenchDocument, texts: Sequence[str], search: PassageSearch) -> list[int]:
    """Return for each question of a document the place of its passage among the texts; far away if it has none.

    Raises:
        ValueError: A question expects words that are in no text.
    """
    found = []
    plain = [normalise(text) for text in texts]
    for question, expected in document.questions:
        right = {at for at, text in enumerate(plain) if normalise(expected) in text}
        if not right:
            raise ValueError(f"{document.name} does not say: {expected}")
        ranked = search.rank(question, texts)
        found.append(next((place for place, at in enumerate(ranked, 1) if at in right), len(texts) + 1))
    return found


def main() -> None:
    """Print the recall of each way of ranking, side by side."""
    folder = Path(sys.argv[sys.argv.index(_FOLDER) + 1]) if _FOLDER in sys.argv else None
    paths = {document: path for document in DOCUMENTS if (path := find(document, folder))}
    for document in DOCUMENTS:
        if document not in paths:
            print(f"not here: {document.name} ({document.source})")
    texts = {document: asyncio.run(read(document, path)) for document, path in paths.items()}
    everything = [text for each in texts.values() for text in each]
    ways = [("by words alone", PassageSearch(Words())), ("by both, fused", PassageSearch(SIMILARITY))]
    if "--meaning" in sys.argv:  # computes the vector of every passage: minutes
        ways.insert(1, ("by meaning alone", Meaning(SIMILARITY)))
    for name, search in ways:
        own = [place for document, each in texts.items() for place in places(document, each, search)]
        among_all = [place for document in texts for place in places(document, everything, search)]
        told = ", ".join(f"{of} {recall(each, FIRST):.1%}" for of, each in (("own", own), ("all", among_all)))
        print(
            f"{len(own)} questions, {len(texts)} documents, {len(everything)} passages, {name}: recall@{FIRST} {told}"
        )
        if "--missed" in sys.argv:
            asked = [question for document in texts for question, _ in document.questions]
            print(*(f"  {place}: {q}" for place, q in zip(own, asked, strict=True) if place > FIRST), sep="\n")


if __name__ == "__main__":
    main()
