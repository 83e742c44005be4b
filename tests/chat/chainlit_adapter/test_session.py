"""Chainlit's session has the parts that are read and changed, and they work as one expects."""

import asyncio
from typing import Any

import pytest

from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/session.py")


@pytest.fixture
def adapter() -> Any:
    return CHAINLIT.load("chat.chainlit_adapter.session")


class Session:
    """A session as far as these functions go."""

    current_task: asyncio.Task[None] | None = None
    has_first_interaction = False
    thread_id_to_resume: str | None = None


@pytest.mark.guard
def test_session_has_the_current_task() -> None:
    annotations = CHAINLIT.find("chainlit.session:BaseSession").__annotations__
    CHAINLIT.require("current_task" in annotations, "`current_task` of a session")
    CHAINLIT.require_parameters("chainlit.session:WebsocketSession.get_by_id", "session_id")
    CHAINLIT.require_parameters("chainlit.session:WebsocketSession.get", "socket_id")
    CHAINLIT.require(isinstance(CHAINLIT.find("chainlit.session:ws_sessions_id"), dict), "the sessions by their id")


@pytest.mark.guard
def test_question_can_be_submitted() -> None:
    CHAINLIT.require_parameters("chainlit.socket:process_message", "session", "payload")
    payload = CHAINLIT.find("chainlit.types:MessagePayload").__annotations__
    CHAINLIT.require(set(payload) == {"message", "fileReferences"}, "a question of `message` and `fileReferences`")


@pytest.mark.guard
def test_context_has_the_current_run() -> None:
    CHAINLIT.find("chainlit.context:ChainlitContext.current_run")
    CHAINLIT.require_parameters("chainlit.context:init_ws_context", "session_or_sid")


async def test_first_question_of_a_new_page_begins_its_conversation(adapter: Any) -> None:
    said: list[bool] = []

    async def ask(page: Session) -> None:
        adapter.note_question(page)
        await asyncio.create_task(hear())  # as Chainlit handles it, in a task of its own

    async def hear() -> None:
        said.append(adapter.begins_conversation())

    new, opened, acted = Session(), Session(), Session()
    opened.thread_id_to_resume = "the conversation of its address"
    acted.has_first_interaction = True
    for page in (new, new, opened, acted):
        await asyncio.create_task(ask(page))
    assert said == [True, False, False, False]
    assert not adapter.begins_conversation()  # what no page has sent begins none


async def test_session_is_busy_until_its_task_ends(adapter: Any) -> None:
    page: Any = Session()
    assert not adapter.is_busy(page)
    released = asyncio.Event()

    async def work() -> None:
        await released.wait()

    task = adapter.start_task(page, work())
    assert adapter.is_busy(page)
    released.set()
    await task
    assert not adapter.is_busy(page)


async def test_only_a_running_task_is_cancelled(adapter: Any) -> None:
    page: Any = Session()
    assert not adapter.cancel_task(page)
    task = adapter.start_task(page, asyncio.Event().wait())
    assert adapter.cancel_task(page)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not adapter.cancel_task(page)


async def test_question_is_submitted_as_if_the_page_had_sent_it(adapter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    processed: list[object] = []

    async def process_message(*given: object) -> None:
        processed.extend(given)

    monkeypatch.setattr(adapter, "process_message", process_message)
    page: Any = Session()
    adapter.submit_question(page, {"id": "1", "output": "What is 6 * 7?"})
    assert page.current_task is not None
    await page.current_task
    assert processed == [page, {"message": {"id": "1", "output": "What is 6 * 7?"}, "fileReferences": None}]
