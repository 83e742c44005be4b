"""Selecting the fact that answers a question."""

import pytest

from agents.embeddings.similarity import SentenceSimilarity
from agents.memory.answer_match import MIN_OTHER_SCORE, MIN_RECALL_SCORE, match_answer
from agents.memory.fact import Fact
from agents.memory.intent import decide
from agents.memory.ranking import rank

FACTS = (
    "my sister (Anna) lives in Paris",
    "my birthday is July 25",
    "my locker number is 214",
    "I find fractions difficult",
    "the green book is on the shelf",
    "mein Bruder wohnt in Hamburg",
)


def best_answer(question: str, facts: tuple[str, ...] = FACTS, min_score: float = MIN_RECALL_SCORE) -> str:
    similarity = SentenceSimilarity()
    kept = [Fact(text, vector=vector) for text, vector in zip(facts, similarity.vectors(facts), strict=True)]
    found = match_answer(question, decide(question).kind, rank(question, kept, similarity), min_score)
    return found[0].fact.text if found else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where does my sister live?", FACTS[0]),
        ("When is my birthday?", FACTS[1]),
        ("What is my locker number?", FACTS[2]),
        ("Where is the green book?", FACTS[4]),
        ("Wo wohnt mein Bruder?", FACTS[5]),
        ("Where does my uncle live?", ""),
        ("What is my dog called?", ""),
        ("How old is my sister?", ""),
        ("Wie alt ist mein Bruder?", ""),
        ("When does my sister come?", ""),
        ("What is 5*7?", ""),
        ("What is 214 * 3?", ""),
        ("What is the capital of France?", ""),
        ("How many days has March?", ""),
    ],
)
def test_only_a_fact_that_can_be_the_answer_is_selected(question: str, answer: str) -> None:
    assert best_answer(question) == answer


def test_a_fact_about_one_relative_is_no_answer_about_another() -> None:
    facts = ("My sister is called Ada.", "My mother is called Ann.")
    assert best_answer("What is my sister called?", facts) == facts[0]
    assert best_answer("What is my mum called?", facts) == facts[1]
    assert best_answer("What is my brother called?", facts) == ""
    assert best_answer("Wie heißt meine Tante?", ("Meine Oma heißt Ida",)) == ""


def test_a_fact_with_the_number_asked_for_is_preferred_to_a_better_match() -> None:
    facts = ("My sister is called Anna", "My sister is 17", "My locker is 214")
    assert best_answer("How old is my sister?", facts) == "My sister is 17"


def test_no_answer_without_a_matching_fact() -> None:
    assert (
        best_answer("Where do I live?", ())
        == best_answer("Where do I live?", ("Trees are green",), MIN_OTHER_SCORE)
        == ""
    )
