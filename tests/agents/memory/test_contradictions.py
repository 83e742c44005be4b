"""Finding facts that contradict each other."""

import pytest

from agents.memory.contradictions import find_contradictions
from agents.memory.fact import Fact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my birthday is July 4", "My birthday is on August 8."),
        ("I was born on 4 July", "my birthday is August 8"),
        ("I live in Seattle", "I now live in Portland"),
        ("My favourite colour is blue", "my favorite color is green"),
        ("my name is Bob", "call me Robert"),
        ("I am 15 years old", "I am 16"),
        ("My dog is called Rex", "my dog is called Bello"),
    ],
)
def test_two_values_of_one_subject_contradict(one: str, other: str) -> None:
    facts = [Fact(one, saved_at="2026-01-01T00:00:00Z"), Fact(other, saved_at="2026-02-01T00:00:00Z")]
    assert [[fact.text for fact in group] for group in find_contradictions(facts)] == [[other, one]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my birthday is July 4", "My birthday is on the 4th of July"),
        ("I like tea", "I like coffee"),
        ("I have a dog", "I have a cat"),
        ("my sister is Miriam", "my brother is Tom"),
        ("I was born in Nairobi", "I was born on 4 July"),
        ("The meeting is on Friday", "The meeting is on Monday"),
    ],
)
def test_facts_that_may_both_hold_do_not_contradict(one: str, other: str) -> None:
    assert find_contradictions([Fact(one), Fact(other)]) == []
