"""Chainlit's callbacks, thin: each hands on to the part that does the work."""

import asyncio
import logging
import uuid
from contextlib import aclosing

import chainlit as cl
from chainlit.context import ChainlitContextException, context
from chainlit.server import app as chainlit_app
from chainlit.types import ThreadDict

from agents.turn import TurnContext, run_turn
from chat.history.layer import DataLayer
from chat.history.store import Deleted, StoreError
from chat.identity.caller import current
from chat.memory.addresses import LINKS
from chat.memory.pages import memory_pages
from chat.memory.saved import UNDO, Undo, offer_again
from chat.mydata.pages import pages
from chat.remembered import conversation
from chat.resume import CONTINUE, catch_up, come_back, go_on
from chat.routes import answer_ourselves
from chat.services import Services
from chat.socket import harden
from chat.starters import STARTERS
from chat.trace import Trace
from chat.turns import Stopped, turn

logger = logging.getLogger(__name__)

MODEL_MODE = "model"
_STOP_SECONDS = 5.0  # how long a stopped answer may take to be put away


def register(services: Services) -> None:
    """Tell Chainlit what to call."""
    layer = DataLayer(services.store, services.writer, _tell_lost)
    answer_ourselves(chainlit_app, layer)
    chainlit_app.router.routes[:0] = pages(services.store, services.writer, services.holdings).routes
    chainlit_app.router.routes[:0] = memory_pages(services).routes
    harden()

    @cl.data_layer
    def data_layer() -> DataLayer:
        return layer

    @cl.set_starters
    async def starters(user: cl.User | None, language: str | None) -> list[cl.Starter]:
        return [cl.Starter(label=s.label, message=s.message, icon=s.icon) for s in STARTERS]

    @cl.on_chat_start
    async def chat_start() -> None:
        await _offer_models(services)

    @cl.on_chat_resume
    async def chat_resume(thread: ThreadDict) -> None:
        await _offer_models(services)
        come_back(services, thread)
        offer_again(services.memory, thread["steps"])

    cl.action_callback(CONTINUE)(go_on)
    cl.action_callback(UNDO)(Undo(services.memory, services.store).undo)

    @cl.on_message
    async def message(question: cl.Message) -> None:
        if services.answers.draining:
            await cl.ErrorMessage(content="The server is restarting; ask again in a moment.").send()
            return
        cancel, trace = asyncio.Event(), Trace(question.id)

        def interrupt() -> None:
            trace.interrupted = True
            cancel.set()

        answer = services.answers.start(_answer(services, question, trace, cancel), interrupt)
        try:
            # Shielded: the answer is not this task's alone; stopping it is asked for, and waited for.
            await asyncio.shield(answer)
        except asyncio.CancelledError:
            cancel.set()
            await asyncio.wait({answer}, timeout=_STOP_SECONDS)
            raise


async def _answer(services: Services, question: cl.Message, trace: Trace, cancel: asyncio.Event) -> None:
    owner, thread_id = current.get().sub, context.session.thread_id
    context_of_turn = TurnContext(
        owner=owner,
        thread_id=thread_id,
        factory=services.factory,
        parameters=services.parameters,
        model_id=(question.modes or {}).get(MODEL_MODE),
        memory=services.memory,
        links=LINKS,
    )
    waited = False

    async def wait() -> None:
        nonlocal waited
        waited = True
        await _tell_waiting()

    try:
        async with turn(services.store, owner, thread_id, question.id, cancel=cancel, on_wait=wait):
            if waited:
                await catch_up(services.store, owner, thread_id, question.id)
            history = await conversation(services.store, services.writer, owner, thread_id, question.id)
            async with aclosing(run_turn(question.content, context_of_turn, history, cancel)) as events:
                async for event in events:
                    await trace.show(event)
            # What the page is told is done is saved, and there for the next turn to read.
            await asyncio.sleep(0)  # lets the writes that Chainlit has begun get in line
            await services.writer.flush(thread_id)
    except Stopped:
        return
    except Deleted:
        await cl.ErrorMessage(content="This conversation was deleted; start a new one.").send()
    except Exception as error:
        reference = uuid.uuid4().hex[:8]
        logger.exception("answer failed", extra={"reference": reference})
        what = "Your history cannot be read just now" if isinstance(error, StoreError) else "Something went wrong here"
        await cl.ErrorMessage(content=f"{what}; ask again in a moment. (Reference: {reference})").send()


async def _tell_waiting() -> None:
    told = "Another question of this conversation is being answered; yours is next."
    await context.emitter.send_toast(told, "info")


async def _tell_lost(_: str) -> None:
    try:
        # Shown, and not saved: saving is what does not work.
        lost = cl.ErrorMessage(content="This answer could not be saved; copy what you need before you leave the page.")
        await context.emitter.send_step(lost.to_dict())
    except ChainlitContextException:
        pass  # a request, whose answer says so


async def _offer_models(services: Services) -> None:
    choices = await services.factory.choices(await services.parameters.current())
    options = [
        cl.ModeOption(id=choice.id, name=choice.label, description=choice.hint, default=index == 0)
        for index, choice in enumerate(choices)
    ]
    await context.emitter.set_modes([cl.Mode(id=MODEL_MODE, name="Model", options=options)])
