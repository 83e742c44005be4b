"""Asks a person before a tool from outside gets something: allow once, always here, or no."""

import asyncio
import json
import uuid
from dataclasses import dataclass

import chainlit as cl
from chainlit.context import context
from chainlit.emitter import BaseChainlitEmitter
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
        self._open: dict[str, _Question] = {}
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
        asked = self._open.get(str(action.payload.get("question")))
        if asked is not None and asked.owner == current_caller.get().sub and not asked.chosen.done():
            asked.chosen.set_result(action.name)

    async def show_open(self, owner: str, thread_id: str) -> None:
        """Show the open questions of a conversation on the current page, which was opened since they were asked."""
        for asked in [*self._open.values()]:
            if (asked.owner, asked.thread_id) == (owner, thread_id) and not asked.chosen.done():
                await asked.show()

    async def _ask(self, owner: str, approval: Approval) -> str:
        asked = _Question(owner, context.session.thread_id, approval)
        self._open[asked.id] = asked
        try:
            await asked.show()
            return await asked.chosen
        finally:
            del self._open[asked.id]
            await asked.close()


class _Question:
    """One question, on each page that shows it.

    Args:
        owner: Who is asked.
        thread_id: The conversation.
        approval: The call.
    """

    def __init__(self, owner: str, thread_id: str, approval: Approval) -> None:
        self.owner, self.thread_id, self.id = owner, thread_id, str(uuid.uuid4())
        self.chosen: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._pages: dict[str, BaseChainlitEmitter] = {}  # by session
        self._step = _question_step(self.id, thread_id, approval)
        self._actions = [
            cl.Action(name=name, payload={"question": self.id}, label=label, icon=icon)
            for name, label, icon in (
                (ONCE, translate("Allow once"), "circle-check"),
                (ALWAYS, translate("Always here"), "check-check"),
                (NO, translate("No"), "x"),
            )
        ]

    async def show(self) -> None:
        """Show the question on the current page, unless it does already."""
        if context.session.id in self._pages:
            return
        page = self._pages[context.session.id] = context.emitter
        await page.send_step(self._step)  # shown, and not saved: only its answer matters
        for action in self._actions:
            await action.send(for_id=self.id)
        await page.task_end()  # while a task runs, a page switches its buttons off

    async def close(self) -> None:
        """Remove the question from every page, where the answer goes on."""
        for page in self._pages.values():
            for action in self._actions:
                await page.emit("remove_action", action.to_dict())
            await page.delete_step(self._step)
            await page.task_start()


def _question_step(number: str, thread_id: str, approval: Approval) -> StepDict:
    sentence = translate(
        "The tool {tool} wants to send this to {server}, outside this program:",
        tool=approval.tool.replace("_", " "),
        server=approval.server,
    )
    sent = json.dumps(dict(approval.given), ensure_ascii=False, indent=2)[:_MAX_SHOWN]
    now = utc_now()
    return {
        "id": number,
        "threadId": thread_id,
        "name": cl.Message(content="").author,
        "type": "assistant_message",
        "output": f"{sentence}\n\n{fenced(sent, 'json')}",
        "createdAt": now,
        "start": now,
        "end": now,
        "streaming": False,
    }
