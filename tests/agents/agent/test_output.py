"""What an agent has written so far, in the attempts of its model that were kept."""

from agents.agent.output import AgentOutput
from agents.events import Event, Retry, Text, Usage
from agents.user_messages import TranslatableText


def output(*path: str) -> tuple[AgentOutput, list[Event]]:
    events: list[Event] = []
    return AgentOutput(path, events.append), events


def test_failed_attempt_is_withdrawn_and_settled_text_stays() -> None:
    one, events = output("m1")
    one.write("First. ")
    one.settle()
    one.write("Half")
    one.withdraw(1.0)
    one.write("Second.")
    assert one.text == "First. \n\nSecond."
    assert events == [
        Text(("m1",), "First. "),
        Text(("m1",), "\n\n"),
        Text(("m1",), "Half"),
        Retry(("m1",), 1.0),
        Text(("m1",), "\n\n"),
        Text(("m1",), "Second."),
    ]


def test_note_is_a_paragraph_of_its_own_and_stays_translatable() -> None:
    one, _ = output()
    one.write_note(TranslatableText("Stopped."))
    assert isinstance(one.text, TranslatableText)
    one.write_note(TranslatableText("Again."))
    assert one.text == "Stopped.\n\nAgain."


def test_empty_text_sends_nothing() -> None:
    one, events = output()
    one.write("")
    assert (one.text, events) == ("", [])


def test_tokens_of_all_calls_add_up() -> None:
    one, events = output()
    one.add_tokens({"inputTokens": 3, "outputTokens": 5, "totalTokens": 8})
    one.add_tokens({"inputTokens": 4, "outputTokens": 6, "cacheReadInputTokens": 120})
    one.emit_usage()
    assert events == [Usage((), 7, 11, 120, 0)]
