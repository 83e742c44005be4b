"""Resumes a conversation: shows an answer that is still growing, and offers to continue one that ended early."""

import asyncio
import logging
import uuid
from typing import cast

from chainlit.context import context
from chainlit.types import ThreadDict
from chainlit.utils import utc_now

from chat.chainlit_adapter.session import current_page, is_busy, page_of_session, submit_question
from chat.history.step import StepRecord, is_message, is_partial, is_unfinished, with_interruption_note
from chat.history.step_metadata import PICKED, PRACTICE, is_held_back, question_id, read_metadata
from chat.history.store import ConversationStore, StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.teaching.open_practice import open_practice
from chat.turns.running_answers import ConversationKey, RunningAnswers
from chat.ui.answer_actions import offer_actions, offer_answer, offer_study_actions, remove_actions
from chat.ui.approvals import Approvals
from chat.ui.mode_pickers import HOW, ModePickers
from chat.ui.practice_actions import offer_practice_actions
from chat.ui.status_line import StatusLine

logger = logging.getLogger(__name__)

_POLL_SECONDS = 1.0
# The fields of a step that may change while it grows, and that a page shows.
_CHANGING = ("name", "input", "output", "start", "end", "isError", "defaultOpen")


class Resumption:
    """Brings pages up to date with conversations whose last answer is not complete.

    Args:
        store: The store of conversations.
        running: The answers in progress in this process.
        pickers: Know what each person has picked.
        approvals: Have the questions that an answer waits for.
    """

    def __init__(
        self, store: ConversationStore, running: RunningAnswers, pickers: ModePickers, approvals: Approvals
    ) -> None:
        self._store = store
        self._running = running
        self._pickers = pickers
        self._approvals = approvals
        self._following: set[asyncio.Task[None]] = set()

    def follow(self, thread: ThreadDict) -> None:
        """Show what is still being answered, on whichever server; then offer to continue what was cut off."""
        if is_busy(context.session):
            return  # the answer belongs to this very page, which receives it anyway
        known = {step["id"]: cast(StepRecord, dict(step)) for step in thread["steps"]}
        task = asyncio.create_task(self._follow(current_caller.get().sub, thread["id"], known))
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def show_busy(self) -> None:
        """Show the stop button on a page whose question is being answered; Chainlit hides it on a new socket."""
        conversation = ConversationKey(current_caller.get().sub, context.session.thread_id)
        if is_busy(context.session) and conversation in self._running:
            await context.emitter.task_start()

    async def continue_answer(self) -> None:
        """Ask for the rest of the last answer."""
        await self.ask(translate("Please continue your last answer where it stopped."))

    async def ask(self, text: str, how: str | None = None) -> None:
        """Ask a question of a button in the person's name, unless the page is busy.

        Args:
            text: The question.
            how: The manner that it belongs to; None for what the person has picked.
        """
        session = current_page()
        if session is None or is_busy(session):
            return
        picked = await self._pickers.picks(current_caller.get().sub)
        if how is not None:
            picked[HOW] = how
        question = {
            "id": str(uuid.uuid4()),
            "threadId": session.thread_id,
            "type": "user_message",
            "name": "user",
            "output": text,
            "createdAt": utc_now(),
            "modes": picked,
            "metadata": {PICKED: picked},
        }
        await context.emitter.send_step(question)  # type: ignore[arg-type]
        submit_question(session, question)

    async def _follow(self, owner: str, thread_id: str, known: dict[str, StepRecord]) -> None:
        session_id = context.session.id
        answering, status = True, None
        first = next((step["id"] for step in known.values() if step.get("type") == "user_message"), None)
        conversation = ConversationKey(owner, thread_id)
        is_ours = conversation in self._running  # an answer of another server can only be stopped there
        try:
            if is_ours:
                await context.emitter.task_start()
            while answering and (session := page_of_session(session_id)) is not None:
                thread = await self._store.get_thread(owner, thread_id)
                answering = (thread is not None and thread.answering) or conversation in self._running
                steps = await self._store.get_shown_steps(owner, thread_id, first) if first else []
                shown = steps if answering else [with_interruption_note(step) for step in steps]
                # A turn of this very page sends its own steps, earlier than they are saved.
                await _send_changes(shown, known, others_only=is_busy(session))
                run = _last_run(steps) if answering else None
                if status is None and run and not _has_activity(steps, run):
                    status = StatusLine(run)
                    await status.show(translate("This is being answered…"))
                elif status is not None and (run is None or _has_activity(steps, run)):
                    await status.clear()
                    status = None
                if answering:
                    await self._approvals.show_open(owner, thread_id)
                    await asyncio.sleep(_POLL_SECONDS)
                elif not is_busy(session):
                    await _offer_actions(steps)
        except StoreError as error:
            logger.warning("conversation_not_followed", extra={"reason": str(error)})
        finally:
            if status is not None:
                await status.clear()
            if is_ours and not is_busy(context.session):
                await context.emitter.task_end()


async def _send_changes(steps: list[StepRecord], known: dict[str, StepRecord], *, others_only: bool) -> None:
    """Send the new and changed steps to the page; `others_only` leaves out the answers to new questions."""
    for step in steps:
        if others_only and question_id(step) not in known:
            continue
        if step["id"] not in known:
            await context.emitter.send_step(step)  # type: ignore[arg-type]
        elif any(step.get(name) != known[step["id"]].get(name) for name in _CHANGING):
            await context.emitter.update_step(step)  # type: ignore[arg-type]
        known[step["id"]] = step


def _last_run(steps: list[StepRecord]) -> str | None:
    """The id of the run step of the latest answer."""
    return next((step["id"] for step in reversed(steps) if step.get("type") == "run"), None)


def _has_activity(steps: list[StepRecord], run: str) -> bool:
    """Whether a tool or an answer of this run is in progress."""
    below = [step for step in steps if step.get("parentId") == run]
    return any(is_partial(step) or (step.get("type") == "tool" and not step.get("end")) for step in below)


async def _offer_actions(steps: list[StepRecord]) -> None:
    messages = [step for step in steps if is_message(step)]
    questions = [step["id"] for step in messages if step["type"] == "user_message"]
    if not questions:
        return
    await remove_actions()
    if PRACTICE in read_metadata(messages[-1]):
        if open_practice(messages) is not None:
            await offer_practice_actions(messages[-1]["id"])
    elif messages[-1]["id"] == questions[-1]:
        await offer_answer(questions[-1])
    else:
        if is_held_back(messages[-1]):
            await offer_study_actions(messages[-1]["id"])
        await offer_actions(messages[-1]["id"], questions[-1], unfinished=is_unfinished(messages[-1]))
