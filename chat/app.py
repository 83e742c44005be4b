"""Chainlit's callbacks, thin: each hands on to the part that does the work."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from functools import partial

import chainlit as cl
from chainlit.config import config as chainlit_config
from chainlit.context import ChainlitContextException, context
from chainlit.server import app as chainlit_app
from chainlit.server import get_html_template
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict

from agents.turn.routes import AUTO
from agents.turn.run import TurnContext, run_turn
from chat.attachments import routes as attachment_routes
from chat.attachments.sending import attach, attached, tell_cut
from chat.attachments.service import records
from chat.chainlit_adapter import socket_events
from chat.chainlit_adapter.bootstrap import PUBLIC, distribution
from chat.chainlit_adapter.chat_context import disable_chat_context
from chat.chainlit_adapter.data_layer import DataLayer
from chat.chainlit_adapter.message_delay import remove_message_delay
from chat.chainlit_adapter.page_requests import answer_ourselves
from chat.history.store import ConversationDeleted, StoreError
from chat.http.chat_page import front
from chat.http.static_files import StaticFiles
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.memory_pages.addresses import LINKS
from chat.memory_pages.routes import memory_pages
from chat.my_data.routes import pages
from chat.services import Services
from chat.status.routes import status_pages
from chat.turns import context_window
from chat.turns.admission_queue import QueueFull
from chat.turns.lease import TurnStopped, turn
from chat.turns.regenerate import ask_again, is_again, show_as_kept, take_back
from chat.turns.resume import come_back, go_on, show_busy
from chat.turns.running_answers import ConversationKey
from chat.ui import answer_actions, mode_pickers
from chat.ui.event_renderer import EventRenderer
from chat.ui.queue_position import QueuePosition
from chat.ui.saved_facts import UNDO, Undo, offer_again
from chat.ui.starters import categories
from chat.usage.meter import UsageMeter

logger = logging.getLogger(__name__)

_STOP_SECONDS = 5.0  # how long a stopped answer may take to be put away


def register(services: Services) -> None:
    """Tell Chainlit what to call."""
    layer = DataLayer(services.store, services.writer, services.attachments, _tell_lost)
    answer_ourselves(chainlit_app, layer)
    personal_data = [*services.personal_data, services.accounts]
    own_pages = pages(services.store, services.writer, personal_data, services.attachments)
    chainlit_app.router.routes[:0] = [*own_pages.routes, *attachment_routes.routes(services.attachments).routes]
    chainlit_app.router.routes[:0] = [*status_pages(services).routes, *memory_pages(services).routes]
    assets = StaticFiles({"/assets/": distribution() / "assets", "/public/": PUBLIC})
    template = get_html_template("")
    assets.warm(template)
    chainlit_app.router.routes[:0] = [*assets.routes().routes, *front(template, assets.version).routes]
    socket_events.install(_PageEvents(services))
    remove_message_delay()
    disable_chat_context()
    upload = chainlit_config.features.spontaneous_file_upload
    upload.enabled = services.attachments.files is not None

    @cl.data_layer
    def data_layer() -> DataLayer:
        return layer

    @cl.set_starter_categories
    async def starters(user: cl.User | None) -> list[cl.StarterCategory]:
        return categories()

    @cl.on_chat_start
    async def chat_start() -> None:
        await mode_pickers.offer(services, await services.picks.of(current_caller.get().sub))

    @cl.on_chat_resume
    async def chat_resume(thread: ThreadDict) -> None:
        await mode_pickers.offer(services, await services.picks.of(current_caller.get().sub))
        come_back(services, thread)
        offer_again(services.memory, thread["steps"])

    cl.action_callback(UNDO)(Undo(services.memory, services.store).undo)

    @cl.action_callback(answer_actions.CONTINUE)
    async def action_continue(action: cl.Action) -> None:
        await go_on(services)

    @cl.action_callback(answer_actions.AGAIN)
    async def action_again(action: cl.Action) -> None:
        if isinstance(context.session, WebsocketSession):
            ask_again(services, context.session, str(action.payload.get("question")))

    @cl.on_message
    async def message(question: cl.Message) -> None:
        services.picks.put(current_caller.get().sub, question.modes)
        if services.answers.draining:
            await cl.ErrorMessage(content=translate("The server is restarting; ask again in a moment.")).send()
            return
        await answer_actions.withdraw()
        cancel = asyncio.Event()
        trace = EventRenderer(
            question.id,
            (question.modes or {}).get(mode_pickers.ROUTE, AUTO),
            partial(mode_pickers.model_name, services),
        )
        await trace.begin()

        def interrupt() -> None:
            trace.interrupted = True
            cancel.set()

        conversation = ConversationKey(current_caller.get().sub, context.session.thread_id)
        work = _answer(services, question, trace, cancel)
        answer = services.answers.start(work, conversation, cancel.set, interrupt)
        try:
            # Shielded: the answer is not this task's alone; stopping it is asked for, and waited for.
            await asyncio.shield(answer)
        except asyncio.CancelledError:
            cancel.set()
            await asyncio.wait({answer}, timeout=_STOP_SECONDS)
            raise


class _PageEvents:
    """Handles what pages send over their sockets."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def on_connected(self) -> None:
        await show_busy(self._services)

    def on_edit(self, page: WebsocketSession, question_id: str, text: str) -> None:
        ask_again(self._services, page, question_id, text)

    def on_modes_picked(self, modes: dict[str, str] | None) -> None:
        self._services.picks.put(current_caller.get().sub, modes)

    def on_stop(self, thread_id: str) -> None:
        self._services.answers.stop(ConversationKey(current_caller.get().sub, thread_id))


async def _answer(services: Services, question: cl.Message, trace: EventRenderer, cancel: asyncio.Event) -> None:
    owner, thread_id = current_caller.get().sub, context.session.thread_id
    context_of_turn = TurnContext(
        owner=owner,
        thread_id=thread_id,
        factory=services.factory,
        parameters=services.parameters,
        model_id=(question.modes or {}).get(mode_pickers.MODEL),
        route=trace.route,
        memory=services.memory,
        links=LINKS,
    )
    waited, meter = False, UsageMeter()

    async def wait() -> None:
        nonlocal waited
        waited = True
        await _tell_waiting()

    try:
        if not await attach(services.attachments, owner, question):
            return
        async with turn(services.store, owner, thread_id, str(uuid.uuid4()), cancel=cancel, on_wait=wait):
            if waited:
                # What was added meanwhile came before this question, and is shown there.
                await show_as_kept()
                await trace.begin()
            if is_again(question) and not await take_back(services, owner, thread_id, question):
                return
            async with _admitted(services, owner, cancel):
                before = await context_window.conversation(
                    services.store, services.writer, owner, thread_id, question.id
                )
                files = await services.attachments.load(owner, thread_id, records(attached(question)), before.attached)
                await tell_cut(files)
                events_of_turn = run_turn(question.content, context_of_turn, before.messages, cancel, files)
                async with aclosing(events_of_turn) as events:
                    async for event in events:
                        meter.hear(event)
                        await trace.show(event)
            # What the page is told is done is saved, and there for the next turn to read.
            await asyncio.sleep(0)  # lets the writes that Chainlit has begun get in line
            await services.writer.flush(thread_id)
    except TurnStopped:
        if trace.interrupted:
            await trace.fail(translate("The server is restarting; ask again in a moment."))
        elif is_again(question):
            await show_as_kept()
    except QueueFull as full:
        if full.own:
            await trace.fail(
                translate("You have {count} questions in line already; ask again when one is answered.", count=full.own)
            )
        else:
            await trace.fail(translate("Too many people are asking just now; ask again in a minute."))
    except ConversationDeleted:
        await services.attachments.forget(owner, thread_id)
        await trace.fail(translate("This conversation was deleted; start a new one."))
    except Exception as error:
        reference = uuid.uuid4().hex[:8]
        logger.exception("answer failed", extra={"reference": reference})
        if isinstance(error, StoreError):
            told = translate(
                "Your history cannot be read just now; ask again in a moment. (Reference: {id})", id=reference
            )
        else:
            told = translate("Something went wrong here; ask again in a moment. (Reference: {id})", id=reference)
        await trace.fail(told)
    finally:
        await trace.close()
        services.accounts.add(meter, current_caller.get(), question.id)


@asynccontextmanager
async def _admitted(services: Services, owner: str, cancel: asyncio.Event) -> AsyncIterator[None]:
    """Wait until this question may be answered, and show its place in line meanwhile."""
    place = QueuePosition()
    try:
        async with services.admission.admit(owner, cancel, place.show):
            await place.take_away()
            yield
    finally:
        await place.take_away()


async def _tell_waiting() -> None:
    told = translate("Another question of this conversation is being answered; yours is next.")
    await context.emitter.send_toast(told, "info")


async def _tell_lost(_: str) -> None:
    try:
        # Shown, and not saved: saving is what does not work.
        lost = cl.ErrorMessage(
            content=translate("This answer could not be saved; copy what you need before you leave the page.")
        )
        await context.emitter.send_step(lost.to_dict())
    except ChainlitContextException:
        pass  # a request, whose answer says so
