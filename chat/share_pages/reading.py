"""What a link leads to, for anybody who is signed in: the page, and the files of its questions."""

import asyncio
import logging

from fastapi import APIRouter
from starlette.responses import Response

from agents.parameters import Parameters
from chat.attachments.service import AttachmentService
from chat.history.step import StepRecord
from chat.history.store import ConversationStore, StoreError, Thread
from chat.http.page_forms import not_done
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.share_pages.guesses import Guesses
from chat.share_pages.view import LINK, find_file, message_views, read_steps, shown_title
from chat.shares.service import Shares
from chat.shares.share_store import Share

logger = logging.getLogger(__name__)

# The address of the page is a secret: it is told to no other site, and no search engine keeps the page.
_HEADERS = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow, noarchive"}

_MAX_RENDERED = 2  # pages at once: a long one with many formulas takes a second or two of a CPU


class _OpenedShare:
    """A share that a link leads to."""

    def __init__(self, owner: str, share: Share, thread: Thread, steps: list[StepRecord | None]) -> None:
        self.owner, self.share, self.thread, self.steps = owner, share, thread, steps


def reading_routes(
    router: APIRouter,
    shares: Shares,
    store: ConversationStore,
    attachments: AttachmentService,
    parameters: Parameters,
) -> None:
    """Add the routes; the gate admits only signed-in people.

    A link that is unknown, was withdrawn, or whose conversation is gone has one and the same answer.

    Args:
        router: Gets the routes.
        shares: The shares of all people.
        store: The conversations.
        attachments: The files of questions.
        parameters: Say whether people may share.
    """
    guesses, rendering = Guesses(), asyncio.Semaphore(_MAX_RENDERED)

    async def find(token: str) -> _OpenedShare | None:
        found = await shares.find(token) if (await parameters.current()).sharing else None
        if found is None:
            return None
        owner, share = found
        thread = await store.get_thread(owner, share.thread_id)
        return None if thread is None else _OpenedShare(owner, share, thread, await read_steps(store, owner, share))

    @router.get(LINK + "/{token:share_token}")
    async def page(token: str) -> Response:
        reader = current_caller.get().sub
        if guesses.is_over(reader):
            return _too_many()
        try:
            found = await find(token)
        except StoreError as error:
            return _with_headers(not_done(_title(), error, logger, "share_not_read"))
        if found is None:
            guesses.add(reader)
            return _nothing()
        async with rendering:
            messages = await asyncio.to_thread(message_views, found.share, found.steps, token)
        title = shown_title(found.thread, found.share) or _title()
        return _with_headers(render("sharing/shared.html", title=title, share=found.share, messages=messages))

    @router.get(LINK + "/{token:share_token}/{file_id:dashed_id}/{name:file_name}")
    async def file(token: str, file_id: str, name: str) -> Response:
        reader = current_caller.get().sub
        if guesses.is_over(reader):
            return _too_many()
        content = None
        try:
            found = await find(token)
            if found is not None and found.share.with_files and find_file(found.steps, file_id, name):
                content = await attachments.content(found.owner, found.thread.id, file_id)
        except StoreError as error:
            return _with_headers(not_done(_title(), error, logger, "shared_file_not_read"))
        if content is None:
            guesses.add(reader)
            return _nothing()
        download = {"content-disposition": "attachment"}
        return _with_headers(Response(content, media_type="application/octet-stream", headers=download))


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _title() -> str:
    return translate("Shared conversation")


def _nothing() -> Response:
    return _with_headers(
        render_alert(
            _title(),
            translate("This link leads nowhere, or not any more. Ask whoever sent it to you for a new one."),
            404,
        )
    )


def _too_many() -> Response:
    return _with_headers(render_alert(_title(), translate("That was too fast; try again in a minute."), 429))
