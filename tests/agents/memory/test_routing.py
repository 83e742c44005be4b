"""What a message wants of memory; where there is doubt, the teacher has it."""

import pytest

from agents.memory.routing import Kind, decide

DECISIONS = {
    Kind.STORE: (
        "Remember that my birthday is July 25",
        "Remember my birthday is July 25",
        "Please remember: the meeting is on Friday",
        "Don't forget that I am allergic to peanuts",
        "Could you remember that my locker is 214.",
        "Remember that photosynthesis happens in leaves",
    ),
    Kind.TELLS: (
        "My favorite color is blue",
        "My favourite colour is blue.",
        "I live in Seattle",
        "By the way, my name is Bob",
        "I am 15 years old",
        "I have two brothers",
        "I play the cello",
    ),
    Kind.RECALL: (
        "Where do I live?",
        "What's my birthday?",
        "When is my birthday?",
        "What is my favorite color?",
        "Which instrument do I play?",
        "Do you remember my birthday?",
        "What do you remember about me?",
        "who is my best friend",
    ),
    Kind.PERHAPS: ("Which city is my home?", "What breed is my pet, again?"),
    Kind.NOTHING: (
        "",
        "Hello!",
        "What is 5 * 7?",
        "What is the capital of France?",
        "Solve the quadratic equation x^2 + 5x + 6 = 0",
        "Help me improve this sentence: Me and him went to store",
        "Translate 'I live in Seattle' to Spanish",
        "Remember that photosynthesis thing? How does it work?",
        "Remember that x^2 = 4 has two solutions and then solve it",
        "Remember my birthday. What is 2 + 2?",
        "What was my previous question?",
        "What is my mistake in this sentence: He go home",
        "How do I solve x^2 = 4?",
        "What should I cook for dinner tonight?",
        "I like how you explained it, now solve x + 2 = 4",
        "I love you",
        "My homework is about the French Revolution",
        "Where do birds live?",
        "Noteworthy is that trees grow",
        "my name is " + "x" * 10_000,
    ),
}


@pytest.mark.parametrize(
    ("message", "kind"), [(message, kind) for kind, messages in DECISIONS.items() for message in messages]
)
def test_the_decision(message: str, kind: Kind) -> None:
    assert decide(message).kind is kind


def test_what_is_to_be_remembered_is_told_without_the_asking() -> None:
    for message in ("Remember that my birthday is July 25", "please remember: my birthday is July 25"):
        assert decide(message).text == "my birthday is July 25"


@pytest.mark.parametrize("unit", ["and ", "please, ", "remember that ", "my my ", "i ", "what what is my ", "? "])
@pytest.mark.timeout(60)  # what a bad pattern would take is longer than anybody lives
def test_no_message_keeps_it_busy(unit: str) -> None:
    decide(unit * (600 // len(unit)))
