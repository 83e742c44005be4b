"""The application: Chainlit's callbacks, each a few lines that hand on, and the routers of the pages."""

from collections.abc import Awaitable, Callable
from typing import Any

import chainlit as cl
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict
from fastapi import APIRouter

from agents.exercises.requests import Command
from agents.turn.routes import STUDY
from agents.turn.run_turn import MAX_QUESTION
from chat.attachments import routes as attachment_routes
from chat.chainlit_adapter import socket_events
from chat.chainlit_adapter.bootstrap import PUBLIC, asset_folders
from chat.chainlit_adapter.chat_context import disable_chat_context
from chat.chainlit_adapter.data_layer import DataLayer
from chat.chainlit_adapter.earlier_messages import show_earlier
from chat.chainlit_adapter.message_delay import remove_message_delay
from chat.chainlit_adapter.page_requests import replacement_routes
from chat.chainlit_adapter.saved_questions import change_saved_question
from chat.chainlit_adapter.server_app import offer_uploads, page_html
from chat.chainlit_adapter.session import current_page
from chat.http.chat_page import chat_page_routes
from chat.http.static_files import StaticFiles
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.memory_pages.routes import memory_pages
from chat.my_data.routes import my_data_pages
from chat.people.routes import people_pages
from chat.reading.routes import reading_pages
from chat.services import Services
from chat.share_pages.routes import PAGE as SHARE_PAGE
from chat.share_pages.routes import ShareSources, share_pages
from chat.status.choose_a_model import choose_a_model_page
from chat.status.exceptions import exception_routes
from chat.status.routes import status_pages
from chat.teaching.exercise_grader import ExerciseGrader
from chat.teaching_pages.practice_routes import practice_pages
from chat.teaching_pages.review_routes import review_pages
from chat.teaching_pages.skills_routes import skills_pages
from chat.turns.running_answers import ConversationKey
from chat.ui import answer_actions, approvals, practice_actions
from chat.ui.practise_later import LATER, PractiseLater, restore_later
from chat.ui.saved_facts import UNDO, Undo, restore_undo
from chat.ui.starters import categories
from chat.ui.suggestions import EXAMPLE, REMEMBER, Remember


def register(services: Services) -> list[APIRouter]:
    """Register the callbacks with Chainlit, and return the routers of the application's own pages."""
    layer = DataLayer(services.store, services.writer, services.attachments, services.saved_questions, services.shares)
    socket_events.install(_AppEvents(services, layer))
    remove_message_delay()
    disable_chat_context()
    offer_uploads(services.attachments.files is not None)

    later = PractiseLater(services.learning, services.store)

    @cl.data_layer
    def data_layer() -> DataLayer:
        return layer

    @cl.set_starter_categories
    async def starters(user: cl.User | None) -> list[cl.StarterCategory]:
        return categories()

    @cl.on_chat_start
    async def chat_start() -> None:
        answer_actions.begin_page()
        await services.pickers.offer(current_caller.get().sub)

    @cl.on_chat_resume
    async def chat_resume(thread: ThreadDict) -> None:
        await services.pickers.offer(current_caller.get().sub, thread["steps"])
        services.pages.restore(thread)

    @cl.on_message
    async def message(question: cl.Message) -> None:
        if not await later.answer_command(question):
            await services.turns.answer(question)

    @cl.action_callback(answer_actions.CONTINUE)
    async def action_continue(action: cl.Action) -> None:
        await services.resumption.continue_answer()

    @cl.action_callback(answer_actions.AGAIN)
    async def action_again(action: cl.Action) -> None:
        if (page := current_page()) is not None:
            services.regeneration.start(page, str(action.payload.get("question")))

    @cl.action_callback(answer_actions.HINT)
    async def action_hint(action: cl.Action) -> None:
        await services.resumption.ask(translate("Next hint"), how=STUDY)

    @cl.action_callback(answer_actions.SHOW)
    async def action_show(action: cl.Action) -> None:
        await services.resumption.ask(translate("Show me"), how=STUDY)

    @cl.action_callback(EXAMPLE)
    async def action_example(action: cl.Action) -> None:
        await services.resumption.ask(str(action.payload.get("question"))[:MAX_QUESTION])

    cl.action_callback(LATER)(later.save)
    for name, command in practice_actions.ACTIONS.items():
        cl.action_callback(name)(_say(services, command))

    for name in approvals.ACTIONS:
        cl.action_callback(name)(services.approvals.take)

    cl.action_callback(REMEMBER)(Remember(services.memory, services.store).remember)
    cl.action_callback(UNDO)(Undo(services.memory, services.store).undo)
    return own_routers(services, layer)


def own_routers(services: Services, layer: DataLayer) -> list[APIRouter]:
    """Build the routers of the application's own pages, which come before Chainlit's."""
    static_files = StaticFiles({"/assets/": asset_folders(), "/public/": [PUBLIC]})
    template = page_html()
    static_files.warm(template)

    async def links_off() -> tuple[str, ...]:
        return () if (await services.parameters.current()).sharing else (SHARE_PAGE,)

    return [
        chat_page_routes(template, static_files.version),
        static_files.routes(),
        memory_pages(services.memory, services.library, services.store, services.writer),
        status_pages(
            services.deployment,
            services.parameters,
            services.factory,
            services.dependencies,
            services.accounts.store,
            services.budgets,
            services.findings.store,
            manages_people=services.people is not None,
        ),
        exception_routes(services.budgets.store),
        choose_a_model_page(services.deployment, services.parameters, services.factory),
        review_pages(services.learning, ExerciseGrader()),
        skills_pages(services.learning),
        practice_pages(services.learning),
        my_data_pages(services.store, services.writer, services.personal_data, services.attachments),
        share_pages(
            ShareSources(
                shares=services.shares,
                store=services.store,
                writer=services.writer,
                memory=services.memory,
                library=services.library,
                attachments=services.attachments,
                parameters=services.parameters,
                public_url=services.settings.public_url,
            )
        ),
        attachment_routes.routes(services.attachments),
        replacement_routes(layer, links_off),
        reading_pages(services.attachments),
        *([people_pages(services.people, services.denials, services.store)] if services.people is not None else []),
    ]


def _say(services: Services, command: Command) -> Callable[[cl.Action], Awaitable[None]]:
    """Return the handler of a button that says a word in the person's name."""

    async def ask(_: cl.Action) -> None:
        await services.resumption.ask(practice_actions.label(command))

    return ask


class _AppEvents:
    """Handles what pages send over their sockets."""

    def __init__(self, services: Services, layer: DataLayer) -> None:
        self._services, self._layer = services, layer

    async def on_connected(self) -> None:
        await self._services.resumption.show_busy()

    def on_edit(self, page: WebsocketSession, question_id: str, text: str) -> None:
        self._services.regeneration.start(page, question_id, text)

    async def on_earlier(self, page: WebsocketSession, line: object) -> None:
        steps = await show_earlier(self._layer, page, line)
        restore_undo(self._services.memory, steps)
        restore_later(steps)

    async def on_favorite(self, page: WebsocketSession, question_id: str, keep: bool) -> None:
        await change_saved_question(self._services.saved_questions, self._layer, page, question_id, keep=keep)

    async def on_look(self, page: WebsocketSession, question_id: str) -> None:
        await self._services.versions.catch_up(page, question_id)

    async def on_question(self, question: dict[str, Any]) -> None:
        await self._services.preferences.record(current_caller.get().sub, question)

    async def on_version(self, page: WebsocketSession, step_id: str) -> None:
        await self._services.versions.show_step(page, step_id)

    async def on_modes_picked(self, modes: dict[str, str]) -> None:
        await self._services.preferences.put(current_caller.get().sub, modes)

    def on_stop(self, thread_id: str) -> None:
        self._services.running.stop(ConversationKey(current_caller.get().sub, thread_id))
