"""Chainlit's callbacks, thin: each hands on to the part that does the work."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import chainlit as cl
from chainlit.context import ChainlitContextException, context
from chainlit.server import app as chainlit_app
from chainlit.types import ThreadDict

from agents.turn import TurnContext, run_turn
from chat.admission import Full
from chat.history.layer import DataLayer
from chat.history.store import Deleted, StoreError
from chat.identity.caller import current
from chat.language import say
from chat.lighter import without_copies, without_naps
from chat.mydata.pages import pages
from chat.place import Place
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
    harden()
    without_naps()
    without_copies()

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

    cl.action_callback(CONTINUE)(go_on)

    @cl.on_message
    async def message(question: cl.Message) -> None:
        if services.answers.draining:
            await _tell_restarting()
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
            async with _admitted(services, owner, cancel):
                history = await conversation(services.store, services.writer, owner, thread_id, question.id)
                async with aclosing(run_turn(question.content, context_of_turn, history, cancel)) as events:
                    async for event in events:
                        await trace.show(event)
            # What the page is told is done is saved, and there for the next turn to read.
            await asyncio.sleep(0)  # lets the writes that Chainlit has begun get in line
            await services.writer.flush(thread_id)
    except Stopped:
        if trace.interrupted:
            await _tell_restarting()
    except Full as full:
        await _tell_full(full)
    except Deleted:
        await cl.ErrorMessage(content="This conversation was deleted; start a new one.").send()
    except Exception as error:
        reference = uuid.uuid4().hex[:8]
        logger.exception("answer failed", extra={"reference": reference})
        what = "Your history cannot be read just now" if isinstance(error, StoreError) else "Something went wrong here"
        await cl.ErrorMessage(content=f"{what}; ask again in a moment. (Reference: {reference})").send()


@asynccontextmanager
async def _admitted(services: Services, owner: str, cancel: asyncio.Event) -> AsyncIterator[None]:
    """Wait until this question may be answered, and show its place in line meanwhile."""
    place = Place()
    try:
        async with services.admission.admit(owner, cancel, place.show):
            await place.take_away()
            yield
    finally:
        await place.take_away()


async def _tell_full(full: Full) -> None:
    if full.own:
        told = say("You have {count} questions in line already; ask again when one is answered.", count=full.own)
    else:
        told = say("Too many people are asking just now; ask again in a minute.")
    await cl.ErrorMessage(content=told).send()


async def _tell_restarting() -> None:
    await cl.ErrorMessage(content=say("The server is restarting; ask again in a moment.")).send()


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
