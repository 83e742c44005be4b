"""What holds of a person and what does not: the later word replaces the opposite."""

import pytest

from agents.memory.contradictions import replaced_by
from agents.memory.fact import Fact
from agents.memory.stances import read_stance


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I love Chinese food", "I hate Chinese food"),
        ("I hate Chinese food", "I really like Chinese food now"),
        ("I like tea", "I don't like tea any more."),
        ("I am vegetarian", "I'm no longer vegetarian"),
        ("I’m no longer vegetarian", "I am a vegetarian"),
        ("I am allergic to nuts", "I am not allergic to nuts"),
        ("I have a dog", "I no longer have a dog"),
        ("I play the piano", "I don't play the piano anymore"),
        ("Ich mag Tee", "Ich mag Tee nicht mehr"),
        ("Ich bin Vegetarier", "Ich bin kein Vegetarier mehr"),
        ("Me gusta el té", "Ya no me gusta el té"),
        ("Soy vegetariana", "Ya no soy vegetariana"),
        ("我喜欢喝茶", "我不喜欢茶了"),
        ("我是素食者", "我不再是素食者了"),
    ],
)
def test_the_opposite_replaces(old: str, new: str) -> None:
    assert [fact.text for fact in replaced_by(new, [Fact("I play the violin"), Fact(old)])] == [old]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I like tea", "I hate coffee"),
        ("I like tea", "I love tea"),
        ("I like dogs", "I don't have dogs"),
        ("I am tall", "I am not small"),
        ("My sister hates tea", "I love tea"),
        ("I like tea and coffee", "I don't like tea"),
        ("I am vegetarian", "Am I not vegetarian?"),
    ],
)
def test_what_may_both_hold_stays(old: str, new: str) -> None:
    assert replaced_by(new, [Fact(old)]) == []


@pytest.mark.parametrize("text", ["", "I", "I like", "i am", "我喜欢", "I like " * 300])
def test_a_broken_text_is_read_without_harm(text: str) -> None:
    assert replaced_by(text, [Fact(text)]) == []
    assert read_stance("") is None
