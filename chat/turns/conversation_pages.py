"""Brings the open pages of a conversation up to date, when another version of a question is shown in it."""

import asyncio
from dataclasses import dataclass

from chainlit.context import context
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict

from agents.memory.service import MemoryService
from chat.chainlit_adapter.session import enter_page, is_busy, other_pages
from chat.turns.resume import Resumption
from chat.ui.practise_later import restore_later
from chat.ui.saved_facts import restore_undo


@dataclass(frozen=True, slots=True)
class ConversationPages:
    """The pages on which conversations are open on this server.

    Args:
        memory: Knows which facts are still saved.
        resumption: Shows an answer that is still growing.
    """

    memory: MemoryService
    resumption: Resumption

    def restore(self, thread: ThreadDict) -> None:
        """Show what belongs below the answers of a conversation that the current page was sent."""
        self.resumption.follow(thread)
        restore_undo(self.memory, thread["steps"])
        restore_later(thread["steps"])

    async def show_elsewhere(self, thread: ThreadDict) -> None:
        """Send the conversation of the current page to its owner's other pages that have it open.

        A page for which an answer is made keeps what it shows.

        Args:
            thread: The conversation, as it is shown now.
        """
        idle = [page for page in other_pages(context.session) if not is_busy(page)]
        await asyncio.gather(*(self._show(page, thread) for page in idle))  # each in a context of its own

    async def _show(self, page: WebsocketSession, thread: ThreadDict) -> None:
        await enter_page(page).emitter.resume_thread(thread)
        self.restore(thread)
