"""Selects the messages of a conversation that a link shows: questions and answers, without what rests on memory."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

from agents.specialists import BY_NAME
from agents.turn.routes import MEMORY
from chat.history.step import StepRecord, is_partial
from chat.history.step_metadata import PICTURES, attachment_records, question_id, read_metadata, saved_fact_ids
from chat.history.store import StepPage, Thread
from chat.memory_pages.fact_matcher import FactMatcher
from chat.shares.service import ShareContent
from chat.shares.share_store import SharedMessage
from chat.ui.preferences import ROUTE

MAX_MESSAGES = 400  # of one share: the latest ones
MAX_CHARACTERS = 150_000  # of their texts: every page that opens renders them all
_DIGITS = 32
_MEMORY_TOOLS = frozenset({"remember", "recall"})
_QUESTION, _ANSWER = "user_message", "assistant_message"


def digest(shown: object) -> str:
    """Return a digest of what is shown, by which a later change is noticed."""
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:_DIGITS]


def message_digest(step: StepRecord) -> str:
    """Return the digest of what a share shows of a message: its text, its pictures and its files."""
    pictures = [picture["svg"] for picture in read_metadata(step).get(PICTURES) or ()]
    files = [[record["id"], record["name"]] for record in attachment_records(step)]
    return digest([step.get("type"), step.get("output"), pictures, files])


def is_shown(step: StepRecord) -> bool:
    """Tell whether a step is a question, or a whole answer to one; nothing else of a conversation is ever shown."""
    if step.get("type") == _QUESTION:
        return True
    is_answer = step.get("type") == _ANSWER and bool(question_id(step))
    return is_answer and not is_partial(step) and not step.get("isError")


def is_question(step: StepRecord) -> bool:
    """Tell whether a step that is shown is a question."""
    return step.get("type") == _QUESTION


def select(thread: Thread, page: StepPage, matcher: FactMatcher) -> ShareContent:
    """Select what a link to a conversation shows.

    A question and its answers are left out as a whole when memory was asked or used, when a fact was saved, and when a
    text holds or reveals something that is remembered, from wherever it came there.

    Args:
        thread: The conversation.
        page: Its latest part.
        matcher: Finds all facts and passages that the owner's memory has.
    """
    steps, is_cut = page.steps, page.cursor is not None
    questions = _questions(steps)
    texts = [step.get("output") or "" for step in steps if is_shown(step)]
    known = matcher.find_known(thread.id, [thread.name or "", *texts])

    def reveals(text: str) -> bool:
        return matcher.redact_text(text, known) != text

    private: set[str] = set()
    specialists: dict[str, dict[str, None]] = {}
    for step, asked in zip(steps, questions, strict=True):
        tool = str(read_metadata(step).get("tool"))
        if _uses_memory(step, tool) or (is_shown(step) and reveals(step.get("output") or "")):
            private |= asked
        elif tool in BY_NAME or (tool := _picked_route(step)) in BY_NAME:
            for one in asked:
                specialists.setdefault(one, {})[tool] = None
    messages = [
        _message(step, asked, private, specialists)
        for step, asked in zip(steps, questions, strict=True)
        if is_shown(step)
    ]
    kept = _latest(messages, [len(text) for text in texts])
    name = thread.name or ""
    first = next((step["id"] for step in steps if is_question(step)), "")
    is_private = is_cut or first in private or reveals(name)  # at first the name is that of the first question
    return ShareContent("" if is_private or not name else digest(name), is_cut or len(kept) < len(messages), kept)


def _message(
    step: StepRecord, asked: Collection[str], private: set[str], specialists: Mapping[str, Mapping[str, None]]
) -> SharedMessage:
    if private.intersection(asked):
        return SharedMessage(step["id"])
    who = () if is_question(step) else tuple(name for one in asked for name in specialists.get(one, ()))
    return SharedMessage(step["id"], message_digest(step), who)


def _latest(messages: list[SharedMessage], sizes: list[int]) -> list[SharedMessage]:
    characters = 0
    for number in range(len(messages) - 1, -1, -1):
        characters += sizes[number]
        if characters > MAX_CHARACTERS or len(messages) - number > MAX_MESSAGES:
            return messages[number + 1 :]
    return messages


def _uses_memory(step: StepRecord, tool: str) -> bool:
    return tool in _MEMORY_TOOLS or bool(saved_fact_ids(step)) or _picked_route(step) == MEMORY


def _picked_route(step: StepRecord) -> str:
    picked = read_metadata(step).get("picked") or step.get("modes") or {}
    return str(picked.get(ROUTE)) if isinstance(picked, dict) else ""


def _questions(steps: Sequence[StepRecord]) -> list[set[str]]:
    """Return the questions that each step belongs to.

    An answer names its question, and a tool's step hangs below it. Two questions may be asked before the first is
    answered, and the step between may not be saved: then a step belongs to the latest question, and one that hangs
    below another question to both, so that nothing of memory is ever counted to the wrong one alone.
    """
    parents = {step["id"]: step.get("parentId") for step in steps}
    asked = {step["id"] for step in steps if is_question(step)}
    found: list[set[str]] = []
    latest: set[str] = set()
    for step in steps:
        if is_question(step):
            latest = {step["id"]}
            found.append(latest)
        elif (named := question_id(step)) in asked:
            found.append({str(named)})
        else:
            found.append(latest | _above(step, parents, asked))
    return found


def _above(step: StepRecord, parents: Mapping[str, str | None], asked: set[str]) -> set[str]:
    above, seen = step.get("parentId"), set[str]()
    while above is not None and above not in asked and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return {above} & asked if above is not None else set()
