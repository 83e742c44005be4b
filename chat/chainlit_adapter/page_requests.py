"""Requests of Chainlit's page that we answer ourselves, because Chainlit's own answer is not careful enough."""

from chainlit.action import Action
from chainlit.server import UserParam, call_action, project_settings
from chainlit.session import WebsocketSession
from chainlit.types import CallActionRequest, DeleteFeedbackRequest, UpdateFeedbackRequest
from fastapi import APIRouter, HTTPException, Response

from chat.chainlit_adapter.data_layer import DataLayer
from chat.chainlit_adapter.header_links import named
from chat.i18n.language import ENGLISH, translate
from chat.identity.caller import current_caller

MAX_COMMENT = 10_000  # characters


def answer_ourselves(layer: DataLayer) -> APIRouter:
    """Build the routes that answer in place of Chainlit's.

    Args:
        layer: Where feedback goes; it knows only the caller's own answers.
    """
    router = APIRouter()

    @router.put("/feedback")
    async def rate(update: UpdateFeedbackRequest) -> dict[str, object]:
        if len(update.feedback.comment or "") > MAX_COMMENT:
            raise HTTPException(422, translate("A comment may hold at most {most} characters.", most=MAX_COMMENT))
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
        session = WebsocketSession.get_by_id(request.sessionId)
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
        return named(await project_settings(user, language, chat_profile))

    @router.post("/set-session-cookie")
    async def set_session_cookie() -> dict[str, object]:
        # The load balancer keeps a person on one task by a cookie of its own.
        return {"message": "not needed"}

    return router
