"""The routes that receive uploads, in place of Chainlit's, and return attached files."""

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
from chat.attachments.file_store import FileStoreError
from chat.attachments.pending_uploads import clean_name
from chat.attachments.service import AttachmentService
from chat.i18n.agent_messages import translate_error
from chat.i18n.language import current_language, translate
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)

_MAX_REQUEST_BYTES = 32 * 1024 * 1024  # the gate ends a longer request; up to here it is answered
_MAX_FORM_BYTES = MAX_BYTES + 64 * 1024  # the file and the rest of the form
_MAX_UPLOAD_SECONDS = 120.0
_MAX_CONCURRENT_UPLOADS = 8
_SESSION_CHECKS, _SESSION_CHECK_SECONDS = 12, 0.25
_PICTURE_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}  # by the first bytes


def routes(attachments: AttachmentService) -> APIRouter:
    """Build the routes; the gate lets only signed-in people reach them.

    Args:
        attachments: The service that the routes use.
    """
    router = APIRouter()
    uploads = asyncio.Semaphore(_MAX_CONCURRENT_UPLOADS)

    @router.post("/project/file", max_body_size=_MAX_REQUEST_BYTES)
    async def upload(request: Request, session_id: str = "") -> dict[str, object]:
        owner = current_caller.get().sub
        if not await _owns_session(owner, session_id):
            raise HTTPException(
                404, translate("This page is no longer connected; reload it and attach the file again.")
            )
        if attachments.files is None:
            raise HTTPException(409, translate("Files cannot be attached on this server."))
        try:
            async with uploads, asyncio.timeout(_MAX_UPLOAD_SECONDS):
                return {"id": await _add_upload(request, attachments, owner)}
        except UserFacingError as refusal:
            logger.info("file_refused", extra={"error_code": refusal.code})
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
        picture_type = next((kind for start, kind in _PICTURE_TYPES.items() if content.startswith(start)), None)
        # Pictures were re-encoded here, so they are safe to show; a browser must not interpret any other file.
        headers = {} if picture_type else {"content-disposition": "attachment"}
        return Response(content, media_type=picture_type or "application/octet-stream", headers=headers)

    return router


async def _owns_session(owner: str, session_id: str) -> bool:
    """Tell whether the session is the person's; a page may upload a little before its socket is open."""
    for _ in range(_SESSION_CHECKS):
        if (session := WebsocketSession.get_by_id(session_id)) is not None:
            return session.user is not None and session.user.identifier == owner
        await asyncio.sleep(_SESSION_CHECK_SECONDS)
    return False


async def _add_upload(request: Request, attachments: AttachmentService, owner: str) -> str:
    content = attachments.pending.new_path()
    text: Path | None = None
    try:
        name = await _receive(request, content)
        document = await read_document(content, name, language=current_language.get())
        if document.image:
            await asyncio.to_thread(content.write_bytes, document.image)
        else:
            text = attachments.pending.new_path()
            await asyncio.to_thread(text.write_text, document.text, "utf-8", "replace")
        return attachments.pending.add(
            owner,
            name,
            document.media_type,
            content,
            text,
            whole=document.whole,
            assumed_encoding=document.assumed_encoding,
        )
    except BaseException:
        for path in (content, text):
            if path is not None:
                path.unlink(missing_ok=True)
        raise


async def _receive(request: Request, path: Path) -> str:
    """Write the file of a form to a path, and return its name."""
    # Too large a body is read to its end: a browser ignores a response that is sent while it still uploads.
    form = await MultiPartParser(request.headers, _limit(request.stream()), max_files=1, max_fields=4).parse()
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise MultiPartException("there is no file in it")
        if (file.size or 0) > MAX_BYTES:
            raise too_large()
        await asyncio.to_thread(_copy, file.file, path)
        return clean_name(file.filename or "")
    finally:
        await form.close()


async def _limit(stream: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if size <= _MAX_FORM_BYTES:
            yield chunk
    if size > _MAX_FORM_BYTES:
        raise too_large()


def _copy(file: IO[bytes], path: Path) -> None:
    with path.open("xb") as target:
        shutil.copyfileobj(file, target)
