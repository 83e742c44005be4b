"""The page "My data", which needs no script."""

import html
import logging
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import IO
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from chat.attachments.service import AttachmentService
from chat.history.store import ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.http.layout import alert, page
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.my_data.archive import pack
from chat.my_data.personal_data import PersonalData

logger = logging.getLogger(__name__)

CONFIRMATION = "erase everything"
_CHUNK = 64 * 1024


def pages(
    store: ConversationStore, writer: WriteQueue, personal_data: Sequence[PersonalData], attachments: AttachmentService
) -> APIRouter:
    """Build the routes; the gate lets only the signed-in person in.

    Args:
        store: Where conversations are kept.
        writer: What is still being written.
        personal_data: What else is kept of a person.
        attachments: What they attached to their questions.
    """
    personal_data = [*personal_data, attachments]
    router = APIRouter()

    @router.get("/my-data")
    async def choices() -> Response:
        return page(translate("My data"), _choices())

    @router.get("/my-data/download")
    async def download() -> Response:
        try:
            archive = await pack(current_caller.get().sub, store, writer, personal_data, attachments)
        except StoreError:
            return _failed(translate("Your data cannot be read just now; try again in a minute."))
        name = f"teachers-assistant-{datetime.now(UTC):%Y-%m-%d}.zip"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(_chunks(archive), media_type="application/zip", headers=headers)

    @router.post("/my-data/erase")
    async def erase(request: Request) -> Response:
        given = parse_qs((await request.body()).decode("utf-8", "replace")).get("confirmation", [""])[0]
        if " ".join(given.split()).lower() != CONFIRMATION:
            refused = translate("Nothing was erased: type “{words}” to confirm.", words=CONFIRMATION)
            return page(translate("My data"), alert(refused) + _choices(), 400)
        owner, reference = current_caller.get().sub, uuid.uuid4().hex[:8]
        try:
            erased = {holding.name: await holding.erase(owner) for holding in personal_data}
            counts = await store.erase(owner)
        except StoreError:
            logger.exception("not erased", extra={"reference": reference})
            sentence = translate(
                "Not everything could be erased just now; try again in a minute. (Reference: {reference})",
                reference=reference,
            )
            return _failed(sentence)
        erased = {
            "conversations": counts.conversations,
            "messages": counts.messages,
            "ratings": counts.ratings,
            **erased,
        }
        logger.info("erased", extra={"reference": reference, **erased})
        return page(translate("My data"), _receipt(erased, reference))

    return router


def _choices() -> str:
    deleted = translate("All of that is deleted at once and cannot be brought back. Backups forget it within 35 days.")
    return f"""
<p>{_said(translate("Everything here belongs to you, and only you can see it."))}</p>
<section><h2>{_said(translate("Download everything"))}</h2>
<p>{_said(translate("One ZIP file with your conversations, files, ratings and memories, as JSON and Markdown."))}</p>
<p><a class="button" href="/my-data/download" download>{_said(translate("Download"))}</a></p></section>
<section><h2>{_said(translate("Erase everything"))}</h2>
<p>{_said(deleted)}</p>
<form method="post" action="/my-data/erase" autocomplete="off">
<p><label>{_said(translate("Type “{words}” to confirm:", words=CONFIRMATION))}<br>
<input name="confirmation" required maxlength="40" autocapitalize="none" spellcheck="false"></label></p>
<p><button class="danger">{_said(translate("Erase everything"))}</button></p></form></section>
"""


def _receipt(erased: dict[str, int], reference: str) -> str:
    rows = "".join(f"<tr><td>{html.escape(name)}</td><td>{count}</td></tr>" for name, count in erased.items())
    told = translate("Reference: {reference}", reference=reference)
    return (
        f"<h2>{_said(translate('Everything was erased'))}</h2><table>{rows}</table>"
        f"<p>{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC · {_said(told)}</p>"
        f"<p>{_said(translate('Backups forget it within 35 days.'))}</p>"
    )


def _said(sentence: str) -> str:
    return html.escape(sentence)


def _failed(sentence: str) -> Response:
    return page(translate("My data"), alert(sentence), 503)


def _chunks(archive: IO[bytes]) -> Iterator[bytes]:
    with archive:
        while chunk := archive.read(_CHUNK):
            yield chunk
