"""What is told as an answer: only what can be one."""

import pytest

from agents.embeddings.similarity import SentenceSimilarity
from agents.memory.answer_match import CLEAR, LIKELY, answering
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


def told(question: str, facts: tuple[str, ...] = FACTS, least: float = CLEAR) -> str:
    meaning = SentenceSimilarity()
    kept = [Fact(text, vector=vector) for text, vector in zip(facts, meaning.vectors(facts), strict=True)]
    found = answering(question, decide(question).kind, rank(question, kept, meaning), least)
    return found[0].fact.text if found else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where does my sister live?", FACTS[0]),
        ("When is my birthday?", FACTS[1]),
        ("What is my locker number?", FACTS[2]),
        ("Where is the green book?", FACTS[4]),
        ("Wo wohnt mein Bruder?", FACTS[5]),
        ("How old is my sister?", ""),
        ("Wie alt ist mein Bruder?", ""),
        ("When does my sister come?", ""),
        ("What is 5*7?", ""),
        ("What is 214 * 3?", ""),
        ("What is the capital of France?", ""),
        ("How many days has March?", ""),
    ],
)
def test_a_fact_is_told_only_where_it_can_be_the_answer(question: str, answer: str) -> None:
    assert told(question) == answer


def test_what_has_the_number_is_preferred_to_what_is_nearer() -> None:
    facts = ("My sister is called Anna", "My sister is 17", "My locker is 214")
    assert told("How old is my sister?", facts) == "My sister is 17"


def test_nothing_is_told_of_nothing() -> None:
    assert told("Where do I live?", ()) == told("Where do I live?", ("Trees are green",), LIKELY) == ""
