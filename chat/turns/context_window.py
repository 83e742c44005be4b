"""The part of a conversation that is sent to the model with a question: the latest turns, and a summary before them.

This module owns the limits of what the model gets of a history.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.turn.run_turn import Message
from chat.attachments.service import READING
from chat.history.step import StepRecord, clip_text
from chat.history.step_metadata import BEFORE, STOP_REASON, STUDY, AttachmentRecord, attachment_records, read_metadata
from chat.history.step_metadata import question_id as answered_question
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.memory_pages.addresses import FILE

MAX_MESSAGES_READ = 100  # the latest ones, however long the conversation is
MAX_RECENT_MESSAGES = 20  # sent to the model in full
MAX_RECENT_CHARACTERS = 24_000
MAX_MESSAGE_CHARACTERS = 8_000
MAX_SUMMARY_CHARACTERS = 3_000  # of everything before the recent messages
_SUMMARY_QUESTION, _SUMMARY_ANSWER = 120, 200  # characters of one turn in the summary
# The mark of a passage: its number is another one next time.
_MARK = re.compile(rf" ?\[⁽[^⁾\]]*⁾\]\((?:{READING}|{FILE})/[^)]*\)| ?⁽[?–]⁾")
_ACCEPTED = "I keep this in mind."
_REFUSED = "guardrail"  # the stop reason of an answer to a question that no model is sent again


@dataclass(slots=True)
class _PastTurn:
    question: str
    attached: list[AttachmentRecord]
    is_before: bool  # whether it was asked before the question whose context this is
    is_refused: bool = False  # whether a guardrail ended the latest answer
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


async def read_messages(store: ConversationStore, writer: WriteQueue, owner: str, thread_id: str) -> list[StepRecord]:
    """Read the latest messages of a conversation, including turns that another tab or server has finished.

    Args:
        store: The store of conversations.
        writer: Pending writes of the conversation are awaited.
        owner: The conversation's owner.
        thread_id: The conversation.

    Raises:
        StoreError: If the store cannot be read.
    """
    await writer.flush(thread_id)
    return await store.get_messages(owner, thread_id, MAX_MESSAGES_READ)


def context_before(messages: list[StepRecord], question_id: str) -> ContextWindow:
    """Return the context of a question.

    Args:
        messages: The latest messages of its conversation.
        question_id: The question itself, which is left out.
    """
    turns, study = _pair(messages, question_id)
    attached = [record for turn in reversed(turns) for record in turn.attached]
    sent = [turn for turn in turns if turn.answers or turn.is_before]
    return ContextWindow(_within_limits(sent, is_all=len(messages) < MAX_MESSAGES_READ), attached, study)


def _pair(messages: list[StepRecord], question_id: str) -> tuple[list[_PastTurn], Mapping[str, object] | None]:
    """Return the turns beside a question's own, and how far the learner was in Study before it."""
    turns: dict[str, _PastTurn] = {}
    latest, study = "", None
    for step in messages:
        metadata = read_metadata(step)
        if step.get("type") == "user_message":
            latest = step["id"]
            is_before = question_id not in turns and latest != question_id
            turns[latest] = _PastTurn(_text_for_model(step), attachment_records(step), is_before)
            continue
        # Two questions may be asked before the first is answered: an answer names its question.
        asked = answered_question(step) or latest
        if asked != question_id:
            study = metadata.get(STUDY) or study
        if asked not in turns:
            continue
        if reason := metadata.get(STOP_REASON):
            turns[asked].is_refused = reason == _REFUSED
        text = _text_for_model(step)
        if step.get("type") == "assistant_message" and text and not step.get("isError"):
            turns[asked].answers.append(text)
    return [turn for asked, turn in turns.items() if asked != question_id and not turn.is_refused], study


def _text_for_model(step: StepRecord) -> str:
    text = _MARK.sub("", step.get("output") or "").strip()
    for who, said in read_metadata(step).get(BEFORE) or ():
        text += f"\n(Before that, {who} had said: {said})"
    names = ", ".join(record["name"] for record in attachment_records(step))
    return f"{text}\n(Attached: {names})".strip() if names else text


def _within_limits(turns: list[_PastTurn], *, is_all: bool) -> list[Message]:
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


def _summary(turns: list[_PastTurn], *, is_all: bool) -> list[Message]:
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
