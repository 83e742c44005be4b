"""The part of a conversation that is sent to the model with a question: the latest turns, and a summary before them.

This module owns the limits of what the model gets of a history.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from agents.turn.run_turn import Message
from chat.attachments.service import READING
from chat.history.step import StepRecord, clip_text
from chat.history.step_metadata import BEFORE, STOP_REASON, STUDY, AttachmentRecord, attachment_records, read_metadata
from chat.history.step_metadata import question_id as answered_question
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue

MAX_MESSAGES_READ = 100  # the latest ones, however long the conversation is
MAX_RECENT_MESSAGES = 20  # sent to the model in full
MAX_RECENT_CHARACTERS = 24_000
MAX_MESSAGE_CHARACTERS = 8_000
MAX_SUMMARY_CHARACTERS = 3_000  # of everything before the recent messages
_SUMMARY_QUESTION, _SUMMARY_ANSWER = 120, 200  # characters of one turn in the summary
_MARK = re.compile(rf" ?\[⁽[^⁾\]]*⁾\]\({READING}/[^)]*\)| ?⁽\?⁾")  # of a passage: its number is another one next time
_ACCEPTED = "I keep this in mind."
_REFUSED = "guardrail"  # the stop reason of an answer to a question that no model is sent again


@dataclass(slots=True)
class _Turn:
    question: str
    answers: list[str] = field(default_factory=list)

    @property
    def answer(self) -> str:
        return "\n\n".join(self.answers)


@dataclass(frozen=True, slots=True)
class ContextWindow:
    """The context of one question.

    Attributes:
        messages: The messages for the model, oldest first.
        attached: The files that came with earlier questions, the latest first.
        study: How far the learner is in Study, as the latest answer has it; None if no answer has it.
    """

    messages: list[Message]
    attached: list[AttachmentRecord]
    study: Mapping[str, object] | None = None


async def read_context(
    store: ConversationStore, writer: WriteQueue, owner: str, thread_id: str, question_id: str
) -> ContextWindow:
    """Read the context of a question, including turns that another tab or server finished since it was asked.

    Args:
        store: The store of conversations.
        writer: Pending writes of the conversation are awaited.
        owner: The conversation's owner.
        thread_id: The conversation.
        question_id: The question itself, which is left out.

    Raises:
        StoreError: If the store cannot be read.
    """
    await writer.flush(thread_id)
    messages = await store.get_messages(owner, thread_id, MAX_MESSAGES_READ)
    refused = _refused(messages)
    attached = [
        record
        for message in reversed(messages)
        if message["id"] != question_id and message["id"] not in refused
        for record in attachment_records(message)
    ]
    turns, is_all = list(_turns(messages, question_id, refused)), len(messages) < MAX_MESSAGES_READ
    return ContextWindow(_within_limits(turns, is_all=is_all), attached, _study(messages, question_id))


def _study(messages: list[StepRecord], question_id: str) -> Mapping[str, object] | None:
    """Return how far the learner was before a question."""
    for step in reversed(messages):
        if answered_question(step) != question_id and (study := read_metadata(step).get(STUDY)):
            return study
    return None


def _refused(steps: list[StepRecord]) -> set[str]:
    """Return the questions whose latest answer a guardrail ended."""
    reasons: dict[str, str] = {}
    latest = ""
    for step in steps:
        if step.get("type") == "user_message":
            latest = step["id"]
        elif reason := read_metadata(step).get(STOP_REASON):
            reasons[answered_question(step) or latest] = reason
    return {asked for asked, reason in reasons.items() if reason == _REFUSED}


def _turns(steps: list[StepRecord], question_id: str, refused: set[str]) -> Iterator[_Turn]:
    turns: dict[str, _Turn] = {}
    latest, before = None, set()
    for step in steps:
        text = _text_for_model(step)
        if step.get("type") == "user_message":
            latest = step["id"]
            turns[latest] = _Turn(text)
            if question_id not in turns:
                before.add(latest)
        elif step.get("type") == "assistant_message" and text and not step.get("isError"):
            # Two questions may be asked before the first is answered: an answer names its question.
            asked = answered_question(step) or latest
            if asked in turns:
                turns[asked].answers.append(text)
    for asked, turn in turns.items():
        if asked != question_id and asked not in refused and (asked in before or turn.answers):
            yield turn


def _text_for_model(step: StepRecord) -> str:
    text = _MARK.sub("", step.get("output") or "").strip()
    for who, said in read_metadata(step).get(BEFORE) or ():
        text += f"\n(Before that, {who} had said: {said})"
    names = ", ".join(record["name"] for record in attachment_records(step))
    return f"{text}\n(Attached: {names})".strip() if names else text


def _within_limits(turns: list[_Turn], *, is_all: bool) -> list[Message]:
    """Return the latest turns in full and a summary of the others."""
    recent: list[Message] = []
    characters = 0
    while turns:
        said = [Message("user", clip_text(turns[-1].question, MAX_MESSAGE_CHARACTERS))]
        if turns[-1].answer:
            said.append(Message("assistant", clip_text(turns[-1].answer, MAX_MESSAGE_CHARACTERS)))
        characters += sum(len(message.text) for message in said)
        if recent and (characters > MAX_RECENT_CHARACTERS or len(recent) + len(said) > MAX_RECENT_MESSAGES):
            break
        recent[:0] = said
        turns = turns[:-1]
    return [*_summary(turns, is_all=is_all), *recent]


def _summary(turns: list[_Turn], *, is_all: bool) -> list[Message]:
    """Summarise each turn by its beginning: without a model, so nothing is invented."""
    lines: list[str] = []
    left_out = not is_all
    for turn in reversed(turns):
        line = f"- Asked: {clip_text(_one_line(turn.question), _SUMMARY_QUESTION)}"
        if turn.answer:
            line += f" Answered: {clip_text(_first_sentence(turn.answer), _SUMMARY_ANSWER)}"
        if sum(map(len, lines)) + len(line) > MAX_SUMMARY_CHARACTERS:
            left_out = True
            break
        lines.append(line)
    if left_out:
        lines.append("- (What was before is left out.)")
    if not lines:
        return []
    text = "\n".join(["Earlier in this conversation, shortened:", *reversed(lines)])
    return [Message("user", text), Message("assistant", _ACCEPTED)]


def _one_line(text: str) -> str:
    return " ".join(text[: 4 * _SUMMARY_ANSWER].split())


def _first_sentence(text: str) -> str:
    line = _one_line(text)
    match = re.match(r".{20,}?[.!?](?=\s|$)", line)
    return match[0] if match else line
