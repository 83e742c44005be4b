"""Asks a person before a tool from outside gets something: allow once, always here, or no."""

import asyncio
import json
import uuid
from dataclasses import dataclass

import chainlit as cl
from chainlit.context import context
from chainlit.step import StepDict
from chainlit.utils import utc_now

from agents.tools.mcp.tool import Approval, Approve
from agents.tools.python.tool import fenced
from chat.i18n.language import translate
from chat.identity.caller import current_caller

ONCE, ALWAYS, NO = "approve_once", "approve_always", "approve_no"
ACTIONS = (ONCE, ALWAYS, NO)
_MAX_KEPT = 10_000
_MAX_SHOWN = 4_000  # characters of what would be sent


@dataclass(frozen=True, slots=True)
class _Always:
    """A tool that may be called in a conversation without a question."""

    owner: str
    thread_id: str
    server: str
    tool: str
    fingerprint: str


class Approvals:
    """Keeps the open questions, and what is always allowed in a conversation until this process ends."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[str, asyncio.Future[str]]] = {}
        self._always: dict[_Always, None] = {}

    def asking(self, owner: str, thread_id: str) -> Approve:
        """Return what asks the owner of a conversation."""
        one_at_a_time = asyncio.Lock()  # specialists work side by side, and a page asks one question

        async def approve(approval: Approval) -> bool:
            kept = _Always(owner, thread_id, approval.server, approval.tool, approval.fingerprint)
            async with one_at_a_time:
                answer = ALWAYS if kept in self._always else await self._ask(owner, approval)
            if answer == ALWAYS:
                self._always[kept] = None
                if len(self._always) > _MAX_KEPT:
                    del self._always[next(iter(self._always))]
            return answer in (ONCE, ALWAYS)

        return approve

    async def take(self, action: cl.Action) -> None:
        """Take what a person has chosen."""
        owner, future = self._open.get(str(action.payload.get("question")), ("", None))
        if future is not None and owner == current_caller.get().sub and not future.done():
            future.set_result(action.name)

    async def _ask(self, owner: str, approval: Approval) -> str:
        number = str(uuid.uuid4())
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._open[number] = owner, future
        question = _question(number, approval)
        actions = [
            cl.Action(name=name, payload={"question": number}, label=label, icon=icon)
            for name, label, icon in (
                (ONCE, translate("Allow once"), "circle-check"),
                (ALWAYS, translate("Always here"), "check-check"),
                (NO, translate("No"), "x"),
            )
        ]
        try:
            await context.emitter.send_step(question)  # shown, and not saved: only its answer matters
            for action in actions:
                await action.send(for_id=number)
            await context.emitter.task_end()  # while a task runs, a page switches its buttons off
            return await future
        finally:
            del self._open[number]
            for action in actions:
                await action.remove()
            await context.emitter.delete_step(question)
            await context.emitter.task_start()


def _question(number: str, approval: Approval) -> StepDict:
    sentence = translate(
        "The tool {tool} wants to send this to {server}, outside this program:",
        tool=approval.tool.replace("_", " "),
        server=approval.server,
    )
    sent = json.dumps(dict(approval.given), ensure_ascii=False, indent=2)[:_MAX_SHOWN]
    now = utc_now()
    return {
        "id": number,
        "threadId": context.session.thread_id,
        "name": cl.Message(content="").author,
        "type": "assistant_message",
        "output": f"{sentence}\n\n{fenced(sent, 'json')}",
        "createdAt": now,
        "start": now,
        "end": now,
        "streaming": False,
    }
