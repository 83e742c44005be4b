"""The routes of the page "What I remember about you": list, search, add, change, forget, export."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import Fact
from agents.memory.file_import import pages_of
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.user_messages import ToolError, UserFacingError
from chat.history.store import ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.http.page_forms import not_done
from chat.http.templates import render, render_alert
from chat.i18n.agent_messages import translate_error, translate_text
from chat.i18n.language import current_language, translate
from chat.identity.caller import current_caller
from chat.memory_pages import view
from chat.memory_pages.addresses import FILE, PAGE
from chat.memory_pages.form import RefusedForm
from chat.memory_pages.personal_data import export_fact
from chat.memory_pages.redaction import redact

logger = logging.getLogger(__name__)

MAX_FILE_REQUEST_BYTES = 12 * 1024 * 1024  # of a form with a file
_MAX_SEARCH_CHARACTERS = 200
_MIN_SCORE = 0.2  # the score that a fact without the words must have to be found by its meaning
_MAX_FIELDS = 8  # of one form


def memory_pages(
    memory: MemoryService, library: FileLibrary, store: ConversationStore, writer: WriteQueue
) -> APIRouter:
    """Build the routes; the gate admits only the signed-in person, and only from this site.

    Args:
        memory: The facts.
        library: The notes and files.
        store: The conversations, from which forgotten facts are taken out.
        writer: Writes them.
    """
    pages = _MemoryPages(memory, library, store, writer)
    router = APIRouter()
    router.get(PAGE)(pages.overview)
    router.get("/memory/export.json")(pages.export_json)
    router.get("/memory/export.md")(pages.export_markdown)
    router.get(f"{FILE}/{{document_id:hex_id}}")(pages.file)
    router.post("/memory/add")(pages.add)
    router.post("/memory/edit")(pages.edit)
    router.post("/memory/forget")(pages.forget)
    router.post("/memory/forget-all")(pages.forget_all)
    router.post(FILE, max_body_size=MAX_FILE_REQUEST_BYTES)(pages.add_file)
    router.post("/memory/files/forget")(pages.forget_file)
    return router


class _MemoryPages:
    """What each route does, for the caller."""

    def __init__(
        self, memory: MemoryService, library: FileLibrary, store: ConversationStore, writer: WriteQueue
    ) -> None:
        self._memory = memory
        self._library = library
        self._store = store
        self._writer = writer

    async def overview(self, q: str = "", page: str = "1", done: str = "") -> Response:
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return await self._overview(q.strip()[:_MAX_SEARCH_CHARACTERS], max(1, number), done)

    async def add(self, request: Request) -> Response:
        async def work(form: FormData) -> str:
            saved = await self._memory.save(_owner(), _field(form, "text"))
            return "remembered" if saved.is_new else "known"

        return await self._do(request, work)

    async def edit(self, request: Request) -> Response:
        async def work(form: FormData) -> str:
            old = await self._memory.get(_owner(), _field(form, "id"))
            new = await self._memory.edit(_owner(), old.id, _field(form, "text")) if old else None
            if old is None or new is None:
                return "gone"
            if old.text != new.text:
                await self._redact([old])
            return "changed"

        return await self._do(request, work)

    async def forget(self, request: Request) -> Response:
        async def work(form: FormData) -> str:
            fact = await self._memory.get(_owner(), _field(form, "id"))
            if fact is None:
                return "gone"
            await self._redact([fact])
            await self._memory.forget(_owner(), [fact.id])
            return "forgotten"

        return await self._do(request, work)

    async def forget_all(self, request: Request) -> Response:
        async def work(form: FormData) -> str:
            if " ".join(_field(form, "confirmation").split()).casefold() != view.confirmation().casefold():
                raise ToolError(
                    translate("Nothing was forgotten: type “{words}” to confirm.", words=view.confirmation())
                )
            await self._redact(await self._everything())
            await self._memory.forget_all(_owner())
            return "all"

        return await self._do(request, work)

    async def add_file(self, request: Request) -> Response:
        async def work(form: FormData) -> str:
            given = form.get("file")
            if isinstance(given, UploadFile):
                name = given.filename or ""
                pages = await pages_of(await given.read(), name, language=current_language.get())
            else:
                name, pages = _field(form, "name"), [_field(form, "note")]
            await self._library.add(_owner(), name, pages)
            return "brought"

        return await self._do(request, work)

    async def file(self, document_id: str) -> Response:
        try:
            file = await self._library.get(_owner(), document_id)
        except MemoryUnavailable:
            return _unavailable()
        if file is None:
            return render_alert(view.title(), translate("There is no such file; it may have been forgotten."), 404)
        return render("memory/file.html", file=file, overview_title=view.title())

    async def forget_file(self, request: Request) -> Response:
        async def work(form: FormData) -> str:
            file = await self._library.get(_owner(), _field(form, "document"))
            if file is None:
                return "gone"
            await self._redact(file.passages)
            await self._library.forget(_owner(), file.id)
            return "forgotten"

        return await self._do(request, work)

    async def export_json(self) -> Response:
        try:
            everything = [export_fact(fact) for fact in await self._everything()]
        except MemoryUnavailable:
            return _unavailable()
        content = json.dumps(everything, indent=2, ensure_ascii=False).encode("utf-8", "replace")
        return _attachment(content, "application/json", "json")

    async def export_markdown(self) -> Response:
        try:
            everything = await self._everything()
        except MemoryUnavailable:
            return _unavailable()
        lines = [f"# {view.title()}", "", *(_line(fact) for fact in everything)]
        return _attachment("\n".join([*lines, ""]).encode("utf-8", "replace"), "text/markdown; charset=utf-8", "md")

    async def _do(self, request: Request, work: Callable[[FormData], Awaitable[str]]) -> Response:
        """Do what a form asks and redirect to the page, so that a reload does not repeat it."""
        form = FormData()
        try:
            form = await _form(request)
            done = await work(form)
        except (ToolError, UserFacingError) as refusal:
            sentence = translate_text(refusal.sentence) if isinstance(refusal, ToolError) else translate_error(refusal)
            typed = {name: value for name, value in form.items() if isinstance(value, str)}
            return await self._overview(refused=RefusedForm(request.url.path, sentence, typed))
        except (MemoryUnavailable, StoreError) as error:
            return not_done(view.title(), error, logger, "memory_not_changed")
        return RedirectResponse(f"{PAGE}?{urlencode({'done': done})}", 303)

    async def _overview(
        self, search: str = "", number: int = 1, done: str = "", refused: RefusedForm | None = None
    ) -> Response:
        owner = _owner()
        try:
            everything = await self._memory.facts(owner)
            facts = await self._matching(owner, search, everything)
            if refused is not None:
                number = view.part_with(refused.typed.get("id", ""), facts)
            files = await self._library.documents(owner)
            threads = await self._thread_names(view.part(facts, number))
        except (MemoryUnavailable, StoreError):
            return _unavailable()
        return render(
            "memory/overview.html",
            400 if refused else 200,
            title=view.title(),
            page=view.MemoryPage(facts, everything, files, threads, search, number, refused),
            limits=view.LIMITS,
            confirmation=view.confirmation(),
            done=_done(done),
        )

    async def _matching(self, owner: str, search: str, everything: list[Fact]) -> list[Fact]:
        """Return the facts that contain the words, or, if none does, those with a similar meaning."""
        words = search.casefold().split()
        found = [fact for fact in everything if all(word in fact.text.casefold() for word in words)]
        if found or not words:
            return found
        matches = await self._memory.recall(owner, search)
        return [match.fact for match in matches if match.score >= _MIN_SCORE and match.fact.source is None]

    async def _thread_names(self, facts: Sequence[Fact]) -> dict[str, str]:
        ids = list({fact.thread_id for fact in facts if fact.thread_id})
        threads = await asyncio.gather(*(self._store.get_thread(_owner(), thread_id) for thread_id in ids))
        return {thread.id: thread.name or translate("Conversation") for thread in threads if thread}

    async def _everything(self) -> list[Fact]:
        files = await self._library.documents(_owner())
        return [*await self._memory.facts(_owner()), *(fact for file in files for fact in file.passages)]

    async def _redact(self, facts: Sequence[Fact]) -> None:
        # What a fact took the place of is gone with it, also from the conversations.
        before = [Fact(text) for fact in facts for text in fact.replaced.splitlines()]
        await redact(_owner(), [*facts, *before], self._store, self._writer)


def _owner() -> str:
    return current_caller.get().sub


async def _form(request: Request) -> FormData:
    try:
        return await request.form(max_files=1, max_fields=_MAX_FIELDS, max_part_size=MAX_FILE_REQUEST_BYTES)
    except HTTPException:
        raise ToolError(translate("This is more than can be taken in at once; bring a smaller part of it.")) from None


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _done(what: str) -> str:
    """Return the sentence that says what was done; empty if nothing was."""
    sentences = {
        "remembered": translate("I will remember that."),
        "known": translate("I remember that already."),
        "changed": translate("It was changed."),
        "forgotten": translate("It was forgotten."),
        "all": translate("Everything was forgotten."),
        "gone": translate("That was forgotten already."),
        "brought": translate("The file was added."),
    }
    return sentences.get(what, "")


def _unavailable() -> Response:
    return render_alert(view.title(), translate("Your memory cannot be read just now; try again in a minute."))


def _line(fact: Fact) -> str:
    if fact.source is None:
        return f"- {fact.text} ({fact.saved_at})"
    page_of = f", page {fact.source.page}" if fact.source.page else ""
    return f"- {fact.text} ({fact.source.name}{page_of})"


def _attachment(content: bytes, kind: str, ending: str) -> Response:
    name = f"memory-{datetime.now(UTC):%Y-%m-%d}.{ending}"
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
