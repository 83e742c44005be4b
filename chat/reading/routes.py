"""The page of one passage; the chat shows what is on it in a panel beside the answer."""

from bisect import bisect_right
from itertools import accumulate

from fastapi import APIRouter
from starlette.responses import Response

import chat.http.path_types  # noqa: F401  (registers the types that the path names)
from agents.documents.attachments import PAGE_END
from chat.attachments.file_store import FileStoreError
from chat.attachments.service import READING, AttachmentService, file_address
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller

_MAX_AROUND = 3_000  # characters before and after a passage


def reading_pages(attachments: AttachmentService) -> APIRouter:
    """Build the route; the gate admits only the signed-in person, who reads their own files alone.

    Args:
        attachments: The files attached to questions.
    """
    router = APIRouter()

    @router.get(READING + "/{thread_id:record_id}/{file_id:dashed_id}/{start:digits}/{end:digits}/{name:file_name}")
    async def passage(thread_id: str, file_id: str, start: str, end: str, name: str) -> Response:
        title = translate("A passage of your file")
        try:
            text = await attachments.text(current_caller.get().sub, thread_id, file_id)
        except FileStoreError:
            return render_alert(title, translate("This file cannot be read just now; try again in a minute."))
        if text is None or not int(start) < int(end) <= len(text):
            return render_alert(title, translate("There is no such file."), 404)
        return render(
            "reading/passage.html",
            title=title,
            name=name,
            file=file_address(thread_id, file_id, name),
            is_pdf=name.lower().endswith(".pdf"),
            place=_in_place(text, int(start), int(end)),
        )

    return router


def _in_place(text: str, start: int, end: int) -> dict[str, object]:
    """Return a passage, its page, and what stands before and after it on the page."""
    pages = text.split(PAGE_END)
    begins = list(accumulate((len(page) + len(PAGE_END) for page in pages), initial=0))
    number = bisect_right(begins, start)
    first, last = begins[number - 1], begins[number] - len(PAGE_END)
    before, after = text[max(first, start - _MAX_AROUND) : start], text[end : min(last, end + _MAX_AROUND)]
    return {
        "page": number if len(pages) > 1 else 0,
        "pages": len(pages),
        "before": ("… " if start - _MAX_AROUND > first else "") + before,
        "passage": text[start : min(end, last)],
        "after": after + (" …" if end + _MAX_AROUND < last else ""),
    }
