"""The conversation so far, rebuilt from the store for the model, and no longer than a turn may cost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agents.turn.run_turn import Message
from chat.history.step import StepRecord
from chat.history.step_metadata import BEFORE, AttachmentRecord, attachment_records
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue

LATEST = 100  # messages are read, however many there are
RECENT_MESSAGES = 20  # are told to the model as they were
RECENT_CHARACTERS = 24_000
MAX_LENGTH = 8_000  # characters of one of them
SUMMARY_CHARACTERS = 3_000  # for all that was before
_BEGUN = 4_000  # characters of what one specialist had said when an answer was cut off
_QUESTION, _ANSWER = 120, 200  # characters of a summed-up turn
_ACCEPTED = "I keep this in mind."


@dataclass(slots=True)
class _Turn:
    question: str
    answers: list[str] = field(default_factory=list)

    @property
    def answer(self) -> str:
        return "\n\n".join(self.answers)


@dataclass(frozen=True, slots=True)
class ContextWindow:
    """A conversation as a question finds it.

    Args:
        messages: What was said.
        attached: The records of the files that came with earlier questions, the latest first.
    """

    messages: list[Message]
    attached: list[AttachmentRecord]


async def conversation(
    store: ConversationStore, writer: WriteQueue, owner: str, thread_id: str, question_id: str
) -> ContextWindow:
    """Return what was said before this question is answered.

    That includes the turns which another tab or server has finished since the question was asked.

    Args:
        store: Where it is kept.
        writer: What is still being written.
        owner: Whose conversation.
        thread_id: Which.
        question_id: The message that asks, which is left out.
    """
    await writer.flush(thread_id)
    messages = await store.get_messages(owner, thread_id, LATEST)
    attached = [
        record
        for message in reversed(messages)
        if message["id"] != question_id
        for record in attachment_records(message)
    ]
    return ContextWindow(within_bounds(list(_turns(messages, question_id)), is_all=len(messages) < LATEST), attached)


def _turns(steps: list[StepRecord], question_id: str) -> Iterator[_Turn]:
    turns: dict[str, _Turn] = {}
    latest, before = None, set()
    for step in steps:
        text = _said(step)
        if step.get("type") == "user_message":
            latest = step["id"]
            turns[latest] = _Turn(text)
            if question_id not in turns:
                before.add(latest)
        elif step.get("type") == "assistant_message" and text and not step.get("isError"):
            # Two questions may be asked before the first is answered: an answer says whose it is.
            asked = (step.get("metadata") or {}).get("question", latest)
            if asked in turns:
                turns[asked].answers.append(text)
    for asked, turn in turns.items():
        if asked != question_id and (asked in before or turn.answers):
            yield turn


def _said(step: StepRecord) -> str:
    text = (step.get("output") or "").strip()
    for who, said in (step.get("metadata") or {}).get(BEFORE) or ():
        text += f"\n(Before that, {who} had said: {said})"
    names = ", ".join(record["name"] for record in attachment_records(step))
    return f"{text}\n(Attached: {names})".strip() if names else text


def kept(said: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return the metadata by which a model is told, when it goes on, what specialists had said.

    Args:
        said: Who, and what.
    """
    return {BEFORE: [[who, clip(text, _BEGUN)] for who, text in said]} if said else {}


def within_bounds(turns: list[_Turn], *, is_all: bool) -> list[Message]:
    """Tell the latest turns as they were, and sum up the others; say when there were more than these."""
    recent: list[Message] = []
    characters = 0
    while turns:
        said = [Message("user", clip(turns[-1].question, MAX_LENGTH))]
        if turns[-1].answer:
            said.append(Message("assistant", clip(turns[-1].answer, MAX_LENGTH)))
        characters += sum(len(message.text) for message in said)
        if recent and (characters > RECENT_CHARACTERS or len(recent) + len(said) > RECENT_MESSAGES):
            break
        recent[:0] = said
        turns = turns[:-1]
    return [*_summary(turns, is_all=is_all), *recent]


def _summary(turns: list[_Turn], *, is_all: bool) -> list[Message]:
    """Sum up by what each turn begins with: no model is asked, and nothing is made up."""
    lines: list[str] = []
    left_out = not is_all
    for turn in reversed(turns):
        line = f"- Asked: {clip(_one_line(turn.question), _QUESTION)}"
        if turn.answer:
            line += f" Answered: {clip(_first_sentence(turn.answer), _ANSWER)}"
        if sum(map(len, lines)) + len(line) > SUMMARY_CHARACTERS:
            left_out = True
            break
        lines.append(line)
    if left_out:
        lines.append("- (What was before is left out.)")
    if not lines:
        return []
    text = "\n".join(["Earlier in this conversation, shortened:", *reversed(lines)])
    return [Message("user", text), Message("assistant", _ACCEPTED)]


def clip(text: str, characters: int) -> str:
    """Shorten text, and show that it was."""
    return text if len(text) <= characters else f"{text[: characters - 2].rstrip()} …"


def _one_line(text: str) -> str:
    return " ".join(text[: 4 * _ANSWER].split())


def _first_sentence(text: str) -> str:
    line = _one_line(text)
    match = re.match(r".{20,}?[.!?](?=\s|$)", line)
    return match[0] if match else line
