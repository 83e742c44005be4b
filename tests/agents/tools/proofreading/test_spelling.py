"""The words that a misspelled one may have been meant to be."""

import math

import pytest

from agents.tools.proofreading.frequency import frequencies
from agents.tools.proofreading.spelling import Speller, distance


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(frequencies())


@pytest.mark.parametrize(
    ("wrong", "before", "behind", "right"),
    [
        ("recieve", "to", "a", "receive"),
        ("enviroment", "the", "is", "environment"),
        ("advertisments", "many", "on", "advertisements"),
        ("inthe", "", "", "in the"),
        ("chiar", "the", "leg", "chair"),
    ],
)
def test_likeliest_word_comes_first(speller: Speller, wrong: str, before: str, behind: str, right: str) -> None:
    assert speller.suggest(wrong, before, behind)[0].word == right


def test_neighbours_raise_a_word(speller: Speller) -> None:
    def score(before: str) -> float:
        return next(one.score for one in speller.suggest("medcal", before, "") if one.word == "medical")

    assert score("emergency") > score("")


@pytest.mark.parametrize("terms", ["mtime", "xlib", "fsck", "ndiff"])
def test_terms_of_other_fields_do_not_look_english(speller: Speller, terms: str) -> None:
    assert not speller.looks_english(terms)


def test_edits_that_learners_make_weigh_less() -> None:
    assert distance("hte", "the", 3) < distance("she", "the", 3)
    assert distance("runing", "running", 3) == 0.5
    assert distance("abcdef", "uvwxyz", 2) == math.inf
    assert distance("same", "same", 2) == 0
