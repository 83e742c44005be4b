"""The page "My data", which needs no script."""

import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import IO
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from chat.attachments.service import AttachmentService
from chat.history.store import ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.my_data.archive import build_archive
from chat.my_data.personal_data import PersonalData

logger = logging.getLogger(__name__)

_CHUNK = 64 * 1024


def my_data_pages(
    store: ConversationStore, writer: WriteQueue, personal_data: Sequence[PersonalData], attachments: AttachmentService
) -> APIRouter:
    """Build the routes; the gate admits only the signed-in person.

    Args:
        store: The conversations.
        writer: The pending writes.
        personal_data: The other data of a person.
        attachments: The files attached to questions.
    """
    personal_data = [*personal_data, attachments]
    router = APIRouter()

    @router.get("/my-data")
    async def choices() -> Response:
        return render("my_data/choices.html", confirmation=_confirmation(), refusal="")

    @router.get("/my-data/download")
    async def download() -> Response:
        try:
            archive = await build_archive(current_caller.get().sub, store, writer, personal_data, attachments)
        except StoreError:
            return _failed(translate("Your data cannot be read just now; try again in a minute."))
        name = f"teachers-assistant-{datetime.now(UTC):%Y-%m-%d}.zip"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(_chunks(archive), media_type="application/zip", headers=headers)

    @router.post("/my-data/erase")
    async def erase(request: Request) -> Response:
        given = parse_qs((await request.body()).decode("utf-8", "replace")).get("confirmation", [""])[0]
        words = _confirmation()
        if " ".join(given.split()).casefold() != words.casefold():
            refusal = translate("Nothing was erased: type “{words}” to confirm.", words=words)
            return render("my_data/choices.html", 400, confirmation=words, refusal=refusal)
        owner, reference = current_caller.get().sub, uuid.uuid4().hex[:8]
        try:
            erased = {data.name: await data.erase(owner) for data in personal_data}
            counts = await store.erase(owner)
        except StoreError:
            logger.exception("erasure_failed", extra={"reference": reference})
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
        logger.info("personal_data_erased", extra={"reference": reference, **erased})
        moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        return render("my_data/receipt.html", erased=_translated(erased), moment=moment, reference=reference)

    return router


def _confirmation() -> str:
    """Return what a person types to erase everything."""
    return translate("erase everything")


def _translated(erased: Mapping[str, int]) -> dict[str, int]:
    """Return how much of each kind was erased, by the name of the kind in the reader's language."""
    names = {
        "conversations": translate("conversations"),
        "messages": translate("messages"),
        "ratings": translate("ratings"),
        "attachments": translate("attachments"),
        "memories": translate("memories"),
        "usage": translate("usage"),
        "learning": translate("learning"),
        "budgets": translate("budgets"),
        "saved_questions": translate("saved questions"),
        "shares": translate("links to conversations"),
    }
    return {names.get(kind, kind): count for kind, count in erased.items()}


def _failed(sentence: str) -> Response:
    return render_alert(translate("My data"), sentence)


def _chunks(archive: IO[bytes]) -> Iterator[bytes]:
    with archive:
        while chunk := archive.read(_CHUNK):
            yield chunk
