import numpy as np
import pytest

from agents.embeddings import weights
from agents.embeddings.minilm import Embeddings


@pytest.fixture(scope="module")
def embeddings() -> Embeddings:
    folder = weights.find_minilm()
    assert folder is not None
    return Embeddings(folder)


def test_vectors_are_of_unit_length(embeddings: Embeddings) -> None:
    vectors = embeddings.embed(["one", "a rather longer sentence about nothing in particular"])
    assert vectors.shape == (2, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_other_sentences_of_a_call_do_not_change_a_vector(embeddings: Embeddings) -> None:
    alone = embeddings.embed(["What is a prime number?"])[0]
    beside = embeddings.embed(["What is a prime number?", "word " * 60])[0]
    assert alone == pytest.approx(beside, abs=1e-4)


def test_sentences_of_like_meaning_have_near_vectors(embeddings: Embeddings) -> None:
    cat, kitten, loan = embeddings.embed(["A cat sleeps", "The kitten is napping", "The bank offers a loan"])
    assert cat @ kitten > 0.5 > 0.2 > cat @ loan


def test_text_longer_than_the_model_reads_is_cut(embeddings: Embeddings) -> None:
    assert embeddings.embed(["word " * 5000]).shape == (1, 384)
