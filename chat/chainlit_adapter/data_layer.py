"""Chainlit's data layer (2.12) over the store. The owner of every record is the verified caller, never an argument.

Chainlit calls it from its socket handlers and routes. Steps are queued until the first question of a conversation by
`queue_until_user_message`, which is Chainlit's own decorator and not part of its documented interface.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, cast

from chainlit.context import context
from chainlit.data.base import BaseDataLayer
from chainlit.data.utils import queue_until_user_message
from chainlit.element import Element, ElementDict
from chainlit.step import StepDict
from chainlit.types import Feedback, PageInfo, PaginatedResponse, Pagination, ThreadDict, ThreadFilter
from chainlit.user import PersistedUser, User
from chainlit.utils import utc_now

from chat.attachments.service import AttachmentService, attachment_elements
from chat.history import images
from chat.history.step import FeedbackRecord, StepRecord, with_interruption_note
from chat.history.step_metadata import read_metadata
from chat.history.store import ConversationStore, StoreError, Thread
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.i18n.visible_text import is_visible, without_controls
from chat.identity.caller import current_caller
from chat.saved_questions.saved_question_store import SavedQuestion
from chat.saved_questions.service import SavedQuestions
from chat.shares.service import Shares

MAX_NAME_CHARACTERS = 120  # of a conversation
MAX_PAGE_THREADS = 100
MESSAGES_SHOWN = 50  # of a conversation at once
_STAR = "favorite"  # Chainlit's name, in the metadata of a question, for what is saved
# What the page needs on resume. Chainlit passes the whole session, which may hold anything.
_KEPT_METADATA = ("chat_settings", "chat_profile")


class DataLayer(BaseDataLayer):
    """Translates between Chainlit's records and the store's.

    Args:
        store: Where conversations are kept.
        writer: Keeps the writes of a conversation in order.
        attachments: The files of the questions.
        saved: The questions that people saved.
        shares: The conversations that people share.
    """

    def __init__(
        self,
        store: ConversationStore,
        writer: WriteQueue,
        attachments: AttachmentService,
        saved: SavedQuestions,
        shares: Shares,
    ) -> None:
        self._store = store
        self._writer = writer
        self._attachments = attachments
        self._saved = saved
        self._shares = shares

    async def get_user(self, identifier: str) -> PersistedUser | None:
        """Return the caller, or `None` for any other identifier."""
        caller = current_caller.get()
        if identifier != caller.sub:
            return None
        return PersistedUser(id=caller.sub, identifier=caller.sub, display_name=caller.name, createdAt="")

    async def create_user(self, user: User) -> PersistedUser | None:
        """Return the caller; users are created in Cognito."""
        return await self.get_user(user.identifier)

    async def get_thread_author(self, thread_id: str) -> str:
        """Return the caller's identifier for a conversation of the caller's, else an empty text."""
        owner = current_caller.get().sub
        return owner if await self._store.get_thread(owner, thread_id) else ""

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """Return a conversation of the caller's with its latest steps, below the place of those before them."""
        return await self.get_part(thread_id)

    async def get_part(self, thread_id: str, before: int | None = None) -> ThreadDict | None:
        """Return a conversation of the caller's with a part of its steps.

        Args:
            thread_id: The conversation.
            before: The cursor of the part after it; None for the latest part.
        """
        owner = current_caller.get().sub
        await self._writer.flush(thread_id)
        thread = await self._store.get_thread(owner, thread_id)
        if thread is None:
            return None
        page, starred = await asyncio.gather(
            self._store.get_page(owner, thread_id, messages=MESSAGES_SHOWN, before=before), self._saved.get_all(owner)
        )
        steps = page.steps if thread.answering else [with_interruption_note(step) for step in page.steps]
        saved = {question.id for question in starred}
        steps = [_with_star(step) if step["id"] in saved else step for step in steps]
        steps = [_with_versions(step, thread.versions.versions_of(step["id"])) for step in steps]
        above = [] if page.cursor is None else [earlier_run(thread_id, page.cursor)]
        return _thread_dict(owner, thread, [*above, *(_with_feedback(thread_id, step) for step in steps)])

    async def get_question(self, thread_id: str, question_id: str) -> StepRecord | None:
        """Return a step of a conversation of the caller's; None if there is no such step."""
        return await self._store.get_step(current_caller.get().sub, thread_id, question_id)

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[ThreadDict]:
        """Return a page of the caller's conversations, without their steps."""
        owner = current_caller.get().sub
        page = await self._store.list_threads(
            owner,
            limit=max(1, min(pagination.first, MAX_PAGE_THREADS)),
            cursor=pagination.cursor,
            search=(filters.search or "").strip() or None,
            feedback=filters.feedback,
        )
        return PaginatedResponse(
            pageInfo=PageInfo(
                hasNextPage=page.cursor is not None, startCursor=pagination.cursor, endCursor=page.cursor
            ),
            data=[_thread_dict(owner, thread, []) for thread in page.threads],
        )

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Create or change a conversation of the caller's; `user_id` and a name that shows nothing are ignored."""
        owner = current_caller.get().sub
        kept = {key: metadata[key] for key in _KEPT_METADATA if metadata.get(key)} if metadata else None
        if not (name or kept or tags or user_id):
            return  # a socket that closes saves its session, which holds nothing that is kept
        await self._writer.submit(
            thread_id,
            lambda: self._store.put_thread(
                owner,
                thread_id,
                name=_title(name),
                metadata=kept or None,
                tags=None if tags is None else tuple(tags),
            ),
        )

    async def delete_thread(self, thread_id: str) -> None:
        """Delete a conversation of the caller's, its files and the link to it.

        Raises:
            StoreError: If it could not be deleted.
        """
        owner = current_caller.get().sub
        await self._shares.withdraw(owner, thread_id)
        await self._attachments.forget(owner, thread_id)
        if not await self._writer.submit(thread_id, lambda: self._store.delete_thread(owner, thread_id)):
            raise StoreError("not deleted")  # the page must not show it as deleted

    @queue_until_user_message()  # type: ignore[untyped-decorator]
    async def create_step(self, step_dict: StepDict) -> None:
        """Save a step of the caller's."""
        if not _is_run(step_dict):
            await self._put_step(step_dict)
        elif step_dict.get("parentId"):  # the run of the page's start wraps nothing
            await self._put_step({**step_dict, "end": step_dict.get("start")})

    async def _put_step(self, step_dict: StepDict) -> None:
        owner, thread_id, step = current_caller.get().sub, step_dict["threadId"], cast(StepRecord, dict(step_dict))
        is_trifle = _is_run(step_dict)
        await self._writer.submit(thread_id, lambda: self._store.put_step(owner, thread_id, step), is_trifle=is_trifle)

    @queue_until_user_message()  # type: ignore[untyped-decorator]
    async def update_step(self, step_dict: StepDict) -> None:
        """Save a step of the caller's again."""
        if not _is_run(step_dict):
            await self._put_step(step_dict)

    async def delete_step(self, step_id: str) -> None:
        """Delete a step of the open conversation."""
        owner, thread_id = current_caller.get().sub, context.session.thread_id
        await self._writer.submit(thread_id, lambda: self._store.delete_step(owner, thread_id, step_id))

    async def upsert_feedback(self, feedback: Feedback) -> str:
        """Rate an answer of the caller's; returns the rating's id, made of conversation and step.

        Raises:
            LookupError: If the caller has no such answer.
        """
        owner, thread_id = current_caller.get().sub, feedback.threadId or ""
        await self._writer.flush(thread_id)
        if not await self._store.put_feedback(owner, thread_id, feedback.forId, feedback.value, feedback.comment):
            raise LookupError("There is no such answer.")
        return _feedback_id(thread_id, feedback.forId)

    async def delete_feedback(self, feedback_id: str) -> bool:
        """Delete a rating of the caller's; returns whether there was one."""
        thread_id, _, step_id = feedback_id.partition(":")
        return await self._store.delete_feedback(current_caller.get().sub, thread_id, step_id)

    async def create_element(self, element: Element) -> None:
        """Do nothing: files and pictures are saved with their step."""

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        """Return `None`: `get_thread` gives the page every address."""
        return None

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        """Do nothing: files and pictures are deleted with their step."""

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        """Return the questions that the caller saved, the one that was saved last first."""
        saved = await self._saved.get_all(current_caller.get().sub)
        return [_favorite(question) for question in saved]

    async def build_debug_url(self) -> str:
        """Return nothing: there is no debugger."""
        return ""

    async def close(self) -> None:
        """Finish the queued writes and close the store."""
        await self._writer.close()
        await self._store.close()


def _is_run(step: StepDict) -> bool:
    """Whether a step only wraps a question's answer: it holds no text, and is saved once, as if it had ended."""
    return step.get("type") == "run"


def _title(name: str | None) -> str | None:
    cleaned = " ".join(without_controls(name or "").split())[:MAX_NAME_CHARACTERS]
    return cleaned if is_visible(cleaned) else None


def earlier_run(thread_id: str, cursor: int) -> dict[str, Any]:
    """Return the run that holds the place of earlier messages on the page; see `earlier_messages`.

    Args:
        thread_id: The conversation.
        cursor: The position that these messages are before.
    """
    name, now = f"earlier-{thread_id}-{cursor}", utc_now()
    common = {"threadId": thread_id, "input": "", "createdAt": now, "start": now, "end": now, "streaming": False}
    text = translate("Earlier messages are loading…")
    line = {**common, "id": name, "parentId": f"{name}-run", "type": "system_message", "name": text, "output": text}
    return {**common, "id": f"{name}-run", "type": "run", "name": "on_chat_start", "output": "", "steps": [line]}


def _thread_dict(owner: str, thread: Thread, steps: list[Any]) -> ThreadDict:
    return ThreadDict(
        id=thread.id,
        createdAt=thread.created_at,
        name=thread.name,
        userId=owner,
        userIdentifier=owner,
        tags=list(thread.tags),
        metadata=thread.metadata,
        steps=steps,
        elements=[*images.elements_of_steps(thread.id, steps), *attachment_elements(thread.id, steps)],
    )


def _with_star(step: StepRecord) -> StepRecord:
    metadata: dict[str, Any] = {**(step.get("metadata") or {})}
    return cast(StepRecord, {**step, "metadata": {**metadata, _STAR: True}})


def _with_versions(step: StepRecord, versions: Sequence[str]) -> StepRecord:
    return {**step, "metadata": {**read_metadata(step), "versions": list(versions)}} if versions else step


def _favorite(question: SavedQuestion) -> StepDict:
    step = {"id": question.id, "type": "user_message", "name": "user", "output": question.text}
    return cast(StepDict, {**step, "createdAt": question.at, "metadata": {_STAR: True}})


def _with_feedback(thread_id: str, step: StepRecord) -> StepRecord:
    if "feedback" in step:
        feedback_id = _feedback_id(thread_id, step["id"])
        rating: FeedbackRecord = {**step["feedback"], "id": feedback_id, "forId": step["id"], "threadId": thread_id}
        step = {**step, "feedback": rating}
    return step


def _feedback_id(thread_id: str, step_id: str) -> str:
    return f"{thread_id}:{step_id}"
