"""Chainlit's callbacks, thin: each hands on to the part that does the work."""

import asyncio
import logging
import uuid
from contextlib import aclosing

import chainlit as cl
from chainlit.context import context
from chainlit.server import app as chainlit_app
from chainlit.types import ThreadDict

from agents.turn import TurnContext, run_turn
from chat.history.layer import DataLayer
from chat.history.store import StoreError
from chat.identity.caller import current
from chat.remembered import conversation
from chat.routes import answer_ourselves
from chat.services import Services
from chat.socket import harden
from chat.starters import STARTERS
from chat.trace import Trace

logger = logging.getLogger(__name__)

MODEL_MODE = "model"
_STOP_SECONDS = 5.0  # how long a stopped answer may take to be put away


def register(services: Services) -> None:
    """Tell Chainlit what to call."""
    layer = DataLayer(services.store, services.writer)
    answer_ourselves(chainlit_app, layer)
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

    @cl.on_message
    async def message(question: cl.Message) -> None:
        if services.answers.draining:
            await cl.ErrorMessage(content="The server is restarting; ask again in a moment.").send()
            return
        cancel = asyncio.Event()
        answer = services.answers.start(_answer(services, question, cancel))
        try:
            # Shielded: the answer is not this task's alone; stopping it is asked for, and waited for.
            await asyncio.shield(answer)
        except asyncio.CancelledError:
            cancel.set()
            await asyncio.wait({answer}, timeout=_STOP_SECONDS)
            raise


async def _answer(services: Services, question: cl.Message, cancel: asyncio.Event) -> None:
    owner, thread_id = current.get().sub, context.session.thread_id
    trace = Trace()
    try:
        history = await conversation(services.store, services.writer, owner, thread_id, question.id)
        turn = TurnContext(
            owner=owner,
            thread_id=thread_id,
            factory=services.factory,
            parameters=services.parameters,
            model_id=(question.modes or {}).get(MODEL_MODE),
        )
        async with aclosing(run_turn(question.content, turn, history, cancel)) as events:
            async for event in events:
                await trace.show(event)
    except Exception as error:
        reference = uuid.uuid4().hex[:8]
        logger.exception("answer failed", extra={"reference": reference})
        what = "Your history cannot be read just now" if isinstance(error, StoreError) else "Something went wrong here"
        await cl.ErrorMessage(content=f"{what}; ask again in a moment. (Reference: {reference})").send()


async def _offer_models(services: Services) -> None:
    choices = await services.factory.choices(await services.parameters.current())
    options = [
        cl.ModeOption(id=choice.id, name=choice.label, description=choice.hint, default=index == 0)
        for index, choice in enumerate(choices)
    ]
    await context.emitter.set_modes([cl.Mode(id=MODEL_MODE, name="Model", options=options)])
