"""A turn as a service: from the question that the page sent to the answer that is shown, saved and accounted."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

import chainlit as cl
from chainlit.context import context

from agents.agent.backoff import SharedBackoff
from agents.events import Done
from agents.memory.formatting import MemoryLinks
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.study.state import read_state
from agents.tools.mcp.servers import McpServers
from agents.turn.run_turn import TurnContext, run_turn
from chat.attachments.sending import attach, question_step, show_reading_notes
from chat.attachments.service import AttachmentService
from chat.budgets.service import BudgetService
from chat.history.step import StepRecord
from chat.history.step_metadata import attachment_records
from chat.history.store import ConversationDeleted, ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.observability.logs import current_trace_id
from chat.observability.traces import Traces
from chat.teaching.study_attempts import record_study_attempt
from chat.turns.admission_queue import AdmissionQueue, QueueFull
from chat.turns.collection_delay import CollectionDelay
from chat.turns.context_window import ContextWindow, context_before, read_messages
from chat.turns.first_signs import FirstSigns
from chat.turns.lease import TurnStopped, hold_lease
from chat.turns.practice import PracticeTurns
from chat.turns.regenerate import Regeneration, is_regenerated, show_as_saved
from chat.turns.running_answers import RunningAnswers
from chat.turns.turn import Turn
from chat.ui import answer_actions, budget_note
from chat.ui.approvals import Approvals
from chat.ui.mode_pickers import ModePickers
from chat.ui.status_line import QueuePosition
from chat.usage.meter import UsageAccounts

logger = logging.getLogger(__name__)

_STOP_SECONDS = 5.0  # how long a stopped answer may take to be saved


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnService:
    """Answers questions, one turn at a time in each conversation."""

    store: ConversationStore
    writer: WriteQueue
    factory: ModelFactory
    parameters: Parameters
    memory: MemoryService
    memory_links: MemoryLinks
    attachments: AttachmentService
    admission: AdmissionQueue
    running: RunningAnswers
    regeneration: Regeneration
    pickers: ModePickers
    accounts: UsageAccounts
    practice: PracticeTurns
    budgets: BudgetService
    mcp: McpServers
    approvals: Approvals
    backoff: SharedBackoff
    traces: Traces | None = None
    first_signs: FirstSigns = field(default_factory=FirstSigns)
    collection_delay: CollectionDelay = field(default_factory=CollectionDelay)

    async def answer(self, question: cl.Message) -> None:
        """Answer a question of the current page; returns when the answer is complete and saved.

        The answer outlives this call if the page goes away; cancelling the call stops the answer.
        """
        caller = current_caller.get()
        if self.running.draining:
            await cl.ErrorMessage(content=translate("The server is restarting; ask again in a moment.")).send()
            return
        self.collection_delay.begin()
        with self.first_signs.showing():
            turn = Turn.begin(caller, context.session.thread_id, question, self.pickers, self.traces)
            await turn.renderer.begin()
        await answer_actions.remove_actions()
        answer = self.running.start(self._run(turn), turn.conversation, turn.stop, turn.interrupt)
        try:
            await self.pickers.refresh(question.modes or {})
            # Shielded: the answer is stopped by its own signal, and what there is of it is saved.
            await asyncio.shield(answer)
        except asyncio.CancelledError:
            turn.stop()
            await asyncio.wait({answer}, timeout=_STOP_SECONDS)
            raise

    async def _run(self, turn: Turn) -> None:
        if turn.trace is not None:
            current_trace_id.set(turn.trace.trace_id)
        try:
            if not await attach(self.attachments, turn.owner, turn.question):
                return
            async with self._lease(turn):
                if is_regenerated(turn.question):
                    if not await self.regeneration.begin_version(turn.owner, turn.question):
                        return
                    await turn.renderer.begin()  # the page was sent its conversation again
                if (before := await self._prepare(turn)) is not None:
                    async with self._admission(turn):
                        await self._stream(turn, before)
                await self._save(turn)
        except Exception as error:
            await self._fail(turn, error)
        finally:
            if self.writer.take_loss(turn.thread_id):
                await turn.renderer.warn_of_loss()
            await turn.renderer.close()
            self.accounts.add(turn.usage, turn.caller, turn.question.id)
            if turn.trace is not None:
                turn.trace.end()

    @asynccontextmanager
    async def _lease(self, turn: Turn) -> AsyncIterator[None]:
        """Hold the conversation's lease; show what another turn has added while this one waited."""

        async def on_wait() -> None:
            turn.has_waited = True
            sentence = translate("Another question of this conversation is being answered; yours is next.")
            await context.emitter.send_toast(sentence, "info")

        turn_id = str(uuid.uuid4())
        async with hold_lease(self.store, turn.owner, turn.thread_id, turn_id, cancel=turn.cancel, on_wait=on_wait):
            if turn.has_waited:
                await show_as_saved()
                await turn.renderer.begin()
            yield

    @asynccontextmanager
    async def _admission(self, turn: Turn) -> AsyncIterator[None]:
        """Wait until this question may be answered, and show its position in the queue meanwhile."""
        position = QueuePosition()
        try:
            async with self.admission.admit(turn.owner, turn.cancel, position.show):
                await position.clear()
                if turn.trace is not None:
                    turn.trace.note("admitted")
                yield
        finally:
            await position.clear()

    async def _prepare(self, turn: Turn) -> ContextWindow | None:
        """Answer a turn of practice, or return the context of the question: all that is held while it is answered."""
        messages: list[StepRecord] = []
        if turn.has_waited or not turn.begins_conversation:
            messages = await read_messages(self.store, self.writer, turn.owner, turn.thread_id)
        await self.first_signs.all_shown()
        return None if await self.practice.answer(turn, messages) else context_before(messages, turn.question.id)

    async def _stream(self, turn: Turn, before: ContextWindow) -> None:
        """Run the turn, and show its events."""
        asked = attachment_records(question_step(turn.question))
        files = await self.attachments.load(turn.owner, turn.thread_id, asked, before.attached)
        await show_reading_notes(files)
        guard = await self.budgets.guard(turn.caller)
        turn_context = TurnContext(
            owner=turn.owner,
            thread_id=turn.thread_id,
            factory=self.factory,
            parameters=self.parameters,
            model_id=turn.model_id,
            route=turn.route,
            memory=self.memory,
            links=self.memory_links,
            guard=guard,
            how=turn.how,
            study=read_state(before.study),
            mcp=self.mcp,
            groups=turn.caller.groups,
            approve=self.approvals.asking(turn.owner, turn.thread_id),
            trace=turn.trace,
            backoff=self.backoff,
        )
        events = run_turn(turn.question.content, turn_context, before.messages, turn.cancel, files)
        async with aclosing(events):
            async for event in events:
                turn.usage.add_event(event)
                if isinstance(event, Done):
                    self._record(turn, event)
                    await turn.renderer.finish(event, interrupted=turn.interrupted)
                else:
                    await turn.renderer.show(event)
        if guard is not None and guard.has_reserved:
            await budget_note.show_if_near(self.budgets, turn.caller)

    def _record(self, turn: Turn, done: Done) -> None:
        """Record what was attempted in Study."""
        log, thread_id, question_id = self.practice.learning, turn.thread_id, turn.question.id
        record_study_attempt(log, turn.owner, done.study, done.text, thread_id=thread_id, question_id=question_id)

    async def _save(self, turn: Turn) -> None:
        """Wait for the writes of the turn: what the page shows as done is saved, and there for the next turn."""
        await asyncio.sleep(0)  # lets the writes that Chainlit has begun enter the queue
        await self.writer.flush(turn.thread_id)

    async def _fail(self, turn: Turn, error: Exception) -> None:
        """Show why there is no answer."""
        if turn.trace is not None and not isinstance(error, TurnStopped):
            turn.trace.fail(type(error).__name__)
        fail = turn.renderer.fail
        match error:
            case TurnStopped() if turn.interrupted:
                await fail(translate("The server is restarting; ask again in a moment."))
            case TurnStopped():
                if is_regenerated(turn.question):
                    await show_as_saved()
            case QueueFull(own=0):
                await fail(translate("Too many people are asking just now; ask again in a minute."))
            case QueueFull(own=own):
                await fail(
                    translate("You have {count} questions in line already; ask again when one is answered.", count=own)
                )
            case ConversationDeleted():
                await self.attachments.forget(turn.owner, turn.thread_id)
                await fail(translate("This conversation was deleted; start a new one."))
            case StoreError():
                await fail(
                    translate(
                        "Your history cannot be read just now; ask again in a moment. (Reference: {id})",
                        id=_report(error),
                    )
                )
            case _:
                await fail(
                    translate("Something went wrong here; ask again in a moment. (Reference: {id})", id=_report(error))
                )


def _report(error: Exception) -> str:
    """Log a failure, and return the reference by which the log knows it."""
    reference = uuid.uuid4().hex[:8]
    logger.error("answer_failed", exc_info=error, extra={"reference": reference})
    return reference
