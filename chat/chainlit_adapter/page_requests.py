"""Requests of Chainlit's page (2.12) that are answered here in place of Chainlit's own routes.

Chainlit checks no owner of feedback and of actions, sets a cookie that is not needed, and names the links of the page's
header in one language. Two of its route functions, `call_action` and `project_settings`, are called from here.
"""

import json
from collections.abc import Awaitable, Callable, Collection

from chainlit.action import Action
from chainlit.server import UserParam, call_action, project_settings
from chainlit.types import CallActionRequest, DeleteFeedbackRequest, UpdateFeedbackRequest
from fastapi import APIRouter, HTTPException, Response
from starlette.responses import JSONResponse

from chat.chainlit_adapter.data_layer import DataLayer
from chat.chainlit_adapter.session import page_of_session
from chat.i18n.language import ENGLISH, translate
from chat.identity.caller import current_caller

MAX_COMMENT_CHARACTERS = 10_000


def replacement_routes(layer: DataLayer, links_off: Callable[[], Awaitable[Collection[str]]]) -> APIRouter:
    """Build the routes that answer in place of Chainlit's.

    Args:
        layer: Where feedback goes; it knows only the caller's own answers.
        links_off: Returns the addresses of the header's links that lead to what is switched off just now.
    """
    router = APIRouter()

    @router.put("/feedback")
    async def rate(update: UpdateFeedbackRequest) -> dict[str, object]:
        if len(update.feedback.comment or "") > MAX_COMMENT_CHARACTERS:
            raise HTTPException(
                422, translate("A comment may hold at most {most} characters.", most=MAX_COMMENT_CHARACTERS)
            )
        try:
            return {"success": True, "feedbackId": await layer.upsert_feedback(update.feedback)}
        except LookupError:
            raise HTTPException(404, translate("There is no such answer.")) from None

    @router.delete("/feedback")
    async def take_back(rating: DeleteFeedbackRequest) -> dict[str, object]:
        if not await layer.delete_feedback(rating.feedbackId):
            raise HTTPException(404, translate("There is no such rating."))
        return {"success": True}

    @router.post("/project/action")
    async def act(request: CallActionRequest) -> Response:
        session = page_of_session(request.sessionId)
        if session is None or session.user is None or session.user.identifier != current_caller.get().sub:
            raise HTTPException(404, translate("There is no such page."))
        try:
            Action(**request.action)
        except (TypeError, ValueError):
            raise HTTPException(422, translate("This is no action.")) from None
        answer: Response = await call_action(request, session.user)
        return answer

    @router.get("/project/settings")
    async def settings(user: UserParam, language: str = ENGLISH, chat_profile: str | None = None) -> Response:
        return _show_links(await project_settings(user, language, chat_profile), await links_off())

    @router.post("/set-session-cookie")
    async def set_session_cookie() -> dict[str, object]:
        # A cookie of the load balancer keeps a person on one task.
        return {"message": "not needed"}

    return router


def _show_links(settings: Response, off: Collection[str]) -> Response:
    """Put the names of the header's links, which chainlit.toml has in English, into the reader's language.

    Args:
        settings: What Chainlit answers.
        off: The addresses of links that are left out.
    """
    content = json.loads(bytes(settings.body))
    names = {
        "/share": translate("Share"),
        "/practise": translate("Practise"),
        "/review": translate("Review"),
        "/memory": translate("Memory"),
        "/my-data": translate("My data"),
        "/status": translate("Status"),
    }
    links = [link for link in content["ui"]["header_links"] or [] if link["url"] not in off]
    content["ui"]["header_links"] = links
    for link in links:
        link["display_name"] = names.get(link["url"], link["display_name"])
    return JSONResponse(content)
