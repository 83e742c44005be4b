"""The way in for a file, in place of Chainlit's, and the way out."""

import asyncio
import logging
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import IO

from chainlit.session import WebsocketSession
from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from agents.documents.reader import read_document
from agents.documents.sniffing import MAX_BYTES, too_large
from agents.user_messages import UserFacingError
from chat.attachments.file_names import clean_name
from chat.attachments.file_store import FileStoreError
from chat.attachments.service import AttachmentService
from chat.i18n.agent_messages import translate_error
from chat.i18n.language import translate
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)

_AROUND = 64 * 1024  # bytes of a form around its file
_MAX_REQUEST_BYTES = 32 * 1024 * 1024  # the gate ends a longer request; up to here it is answered
_SECONDS = 120.0  # for a whole upload
_AT_A_TIME = 8
_LOOKS, _LOOK_SECONDS = 12, 0.25
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def routes(attachments: AttachmentService) -> APIRouter:
    """Build the routes; the gate lets only the signed-in person in.

    Args:
        attachments: Where files go.
    """
    router = APIRouter()
    turnstile = asyncio.Semaphore(_AT_A_TIME)

    @router.post("/project/file", max_body_size=_MAX_REQUEST_BYTES)
    async def upload(request: Request, session_id: str = "") -> dict[str, object]:
        owner = current_caller.get().sub
        if not await _is_page_of(owner, session_id):
            raise HTTPException(
                404, translate("This page is no longer connected; reload it and attach the file again.")
            )
        if attachments.files is None:
            raise HTTPException(409, translate("Files cannot be attached on this server."))
        try:
            async with turnstile, asyncio.timeout(_SECONDS):
                return {"id": await _take_in(request, attachments, owner)}
        except UserFacingError as refusal:
            logger.info("file refused", extra={"error_code": refusal.code})
            raise HTTPException(413 if refusal.code == "file_too_large" else 422, translate_error(refusal)) from None
        except (MultiPartException, ClientDisconnect, TimeoutError, OSError):
            raise HTTPException(400, translate("The file did not arrive whole; attach it again.")) from None

    @router.get("/attachments/{thread_id:record_id}/{file_id:dashed_id}/{name:file_name}")
    async def fetch(thread_id: str, file_id: str, name: str) -> Response:
        try:
            content = await attachments.content(current_caller.get().sub, thread_id, file_id)
        except FileStoreError:
            raise HTTPException(503, translate("This file cannot be read just now; try again in a minute.")) from None
        if content is None:
            raise HTTPException(404, translate("There is no such file."))
        picture = next((kind for sign, kind in _PICTURES.items() if content.startswith(sign)), None)
        # Only pictures, which we wrote ourselves, are shown; all else is saved, whatever it would be in a browser.
        headers = {} if picture else {"content-disposition": "attachment"}
        return Response(content, media_type=picture or "application/octet-stream", headers=headers)

    return router


async def _is_page_of(owner: str, session_id: str) -> bool:
    """Whether this is a page of the person's; one that is just opening its socket is waited for."""
    for _ in range(_LOOKS):
        if (session := WebsocketSession.get_by_id(session_id)) is not None:
            return session.user is not None and session.user.identifier == owner
        await asyncio.sleep(_LOOK_SECONDS)
    return False


async def _take_in(request: Request, attachments: AttachmentService, owner: str) -> str:
    place = attachments.tray.place()
    text: Path | None = None
    try:
        name = await _receive(request, place)
        document = await read_document(place, name)
        if document.image:
            await asyncio.to_thread(place.write_bytes, document.image)
        else:
            text = attachments.tray.place()
            await asyncio.to_thread(text.write_text, document.text, "utf-8", "replace")
        return attachments.tray.put(owner, name, document.media_type, place, text, whole=document.whole)
    except BaseException:
        for path in (place, text):
            if path is not None:
                path.unlink(missing_ok=True)
        raise


async def _receive(request: Request, place: Path) -> str:
    """Write the file of a form to its place, and return its name."""
    # What is too much is read to its end and thrown away: the page would not hear an answer given in the middle.
    form = await MultiPartParser(request.headers, _bounded(request.stream()), max_files=1, max_fields=4).parse()
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise MultiPartException("there is no file in it")
        if (file.size or 0) > MAX_BYTES:
            raise too_large()
        await asyncio.to_thread(_copy, file.file, place)
        return clean_name(file.filename or "")
    finally:
        await form.close()


async def _bounded(stream: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if size <= MAX_BYTES + _AROUND:
            yield chunk
    if size > MAX_BYTES + _AROUND:
        raise too_large()


def _copy(file: IO[bytes], place: Path) -> None:
    with place.open("xb") as kept:
        shutil.copyfileobj(file, kept)
