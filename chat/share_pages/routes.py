"""The page "Shared conversations": makes, updates and withdraws the links of the caller."""

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from agents.memory.errors import MemoryUnavailable
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.parameters import Parameters
from chat.attachments.service import AttachmentService
from chat.history.step_metadata import attachment_records
from chat.history.store import ConversationStore, StoreError, Thread
from chat.history.write_queue import WriteQueue
from chat.http.page_forms import not_done, read_form
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.memory_pages.fact_matcher import FactMatcher
from chat.share_pages.reading import reading_routes
from chat.share_pages.selection import MAX_MESSAGES, is_question, select
from chat.share_pages.view import LINK
from chat.shares.service import ShareContent, ShareRefused, Shares
from chat.shares.share_store import Share

logger = logging.getLogger(__name__)

PAGE = "/share"
MAX_ID = 64  # characters of the id of a conversation


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A conversation that is shared, in the list of its owner."""

    share: Share
    name: str

    @property
    def left_out(self) -> int:
        """How many messages are left out because they rest on memory."""
        return sum(not message.digest for message in self.share.messages)


@dataclass(frozen=True, slots=True)
class Offer:
    """A conversation that can be shared.

    Args:
        thread: The conversation.
        content: What the link would show.
        files: How many files its questions have.
    """

    thread: Thread
    content: ShareContent
    files: int

    @property
    def left_out(self) -> int:
        """How many messages would be left out because they rest on memory."""
        return sum(not message.digest for message in self.content.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSources:
    """What the pages read.

    Args:
        shares: The shares of all people.
        store: The conversations.
        writer: The pending writes.
        memory: The facts, which no link shows.
        library: The notes and files of the memory, likewise.
        attachments: The files of questions.
        parameters: Say whether people may share.
        public_url: The address people type, with which a link begins.
    """

    shares: Shares
    store: ConversationStore
    writer: WriteQueue
    memory: MemoryService
    library: FileLibrary
    attachments: AttachmentService
    parameters: Parameters
    public_url: str


def share_pages(sources: ShareSources) -> APIRouter:
    """Build the routes; the gate admits only signed-in people, and forms only from this site."""
    pages = _SharePages(sources)
    router = APIRouter()
    router.get(PAGE)(pages.overview)
    router.post(PAGE)(pages.make)
    router.post(f"{PAGE}/update")(pages.update)
    router.post(f"{PAGE}/withdraw")(pages.withdraw)
    reading_routes(router, sources.shares, sources.store, sources.attachments, sources.parameters)
    return router


class _SharePages:
    """What each route does, for the caller."""

    def __init__(self, sources: ShareSources) -> None:
        self._from = sources
        self._shares = sources.shares

    async def overview(self, conversation: str = "", done: str = "") -> Response:
        return await self._overview(conversation[:MAX_ID], said=_done(done))

    async def make(self, request: Request) -> Response:
        owner, form = current_caller.get().sub, await read_form(request)
        thread_id = form.get("conversation", "")[:MAX_ID]
        if (refusal := await self._refuse_when_off()) is not None:
            return refusal
        try:
            offer = await self._offer(owner, thread_id)
            token = await self._shares.make(owner, thread_id, offer.content, with_files="files" in form)
        except ShareRefused as refused:
            return await self._overview(thread_id, refusal=refused.sentence, status=400)
        except (MemoryUnavailable, StoreError) as error:
            return not_done(_title(), error, logger, "share_not_made")
        link = f"{self._from.public_url}{LINK}/{token}"
        return render("sharing/made.html", name=_name(offer.thread), link=link, page=PAGE)

    async def update(self, request: Request) -> Response:
        owner, form = current_caller.get().sub, await read_form(request)
        thread_id = form.get("conversation", "")[:MAX_ID]
        if (refusal := await self._refuse_when_off()) is not None:
            return refusal
        try:
            share = await self._shares.get(owner, thread_id)
            if share is None:
                return _gone()
            offer = await self._offer(owner, thread_id)
            await self._shares.update(owner, share, offer.content, with_files=share.with_files)
        except ShareRefused as refused:
            return await self._overview("", refusal=refused.sentence, status=400)
        except (MemoryUnavailable, StoreError) as error:
            return not_done(_title(), error, logger, "share_not_updated")
        return _back("updated")

    async def withdraw(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            withdrawn = await self._shares.withdraw(current_caller.get().sub, form.get("conversation", "")[:MAX_ID])
        except StoreError as error:
            return not_done(_title(), error, logger, "share_not_withdrawn")
        return _back("withdrawn") if withdrawn else _gone()

    async def _overview(self, thread_id: str, said: str = "", refusal: str = "", status: int = 200) -> Response:
        owner = current_caller.get().sub
        is_on = (await self._from.parameters.current()).sharing
        offer = None
        try:
            rows = await self._rows(owner)
            if thread_id and is_on and not refusal and all(row.share.thread_id != thread_id for row in rows):
                try:
                    offer = await self._offer(owner, thread_id)
                except ShareRefused as refused:
                    refusal, status = refused.sentence, 400
        except (MemoryUnavailable, StoreError) as error:
            return not_done(_title(), error, logger, "shares_not_read")
        return render(
            "sharing/overview.html",
            status,
            title=_title(),
            rows=rows,
            offer=offer,
            offer_name=_name(offer.thread) if offer else "",
            is_on=is_on,
            said=said,
            refusal=refusal,
        )

    async def _rows(self, owner: str) -> list[SharedRow]:
        """Return what the owner shares; a share whose conversation is gone is removed."""
        rows = []
        for share in await self._shares.get_all(owner):
            thread = await self._from.store.get_thread(owner, share.thread_id)
            if thread is None:
                await self._shares.withdraw(owner, share.thread_id)
            else:
                rows.append(SharedRow(share, _name(thread)))
        return rows

    async def _offer(self, owner: str, thread_id: str) -> Offer:
        """Return what the link to a conversation of the owner's would show.

        Raises:
            ShareRefused: There is nothing that can be shared now.
        """
        await self._from.writer.flush(thread_id)
        thread = await self._from.store.get_thread(owner, thread_id)
        if thread is None:
            raise ShareRefused(translate("This is not there, or not any more."))
        if thread.answering:
            raise ShareRefused(translate("An answer is still being written; share the conversation when it is done."))
        page = await self._from.store.get_page(owner, thread_id, messages=MAX_MESSAGES)
        facts = await self._from.memory.facts(owner)
        facts += [passage for file in await self._from.library.documents(owner) for passage in file.passages]
        content = await asyncio.to_thread(lambda: select(thread, page, FactMatcher(facts)))
        shown = {message.id for message in content.messages if message.digest}
        if not shown:
            raise ShareRefused(translate("There is nothing in this conversation that could be shared."))
        questions = [step for step in page.steps if is_question(step) and step["id"] in shown]
        return Offer(thread, content, sum(len(attachment_records(step)) for step in questions))

    async def _refuse_when_off(self) -> Response | None:
        if (await self._from.parameters.current()).sharing:
            return None
        return render_alert(_title(), translate("Sharing is switched off here; no link leads anywhere."), 403)


def _title() -> str:
    return translate("Shared conversations")


def _name(thread: Thread) -> str:
    return thread.name or translate("Conversation")


def _back(done: str) -> Response:
    return RedirectResponse(f"{PAGE}?{urlencode({'done': done})}", 303)


def _gone() -> Response:
    return render_alert(_title(), translate("This is not there, or not any more."), 404)


def _done(what: str) -> str:
    sentences = {
        "updated": translate("The link shows the conversation as it is now."),
        "withdrawn": translate("The link was withdrawn; it leads nowhere now."),
    }
    return sentences.get(what, "")
