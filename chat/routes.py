"""Requests of Chainlit's page that we answer ourselves, because Chainlit's own answer is not careful enough."""

from chainlit.types import DeleteFeedbackRequest, UpdateFeedbackRequest
from fastapi import APIRouter, FastAPI, HTTPException

from chat.history.layer import DataLayer

MAX_COMMENT = 10_000  # characters


def answer_ourselves(app: FastAPI, layer: DataLayer) -> None:
    """Put our routes before Chainlit's.

    Args:
        app: Chainlit's application.
        layer: Where feedback goes; it knows only the caller's own answers.
    """
    router = APIRouter()

    @router.put("/feedback")
    async def rate(update: UpdateFeedbackRequest) -> dict[str, object]:
        if len(update.feedback.comment or "") > MAX_COMMENT:
            raise HTTPException(422, f"A comment may hold at most {MAX_COMMENT} characters.")
        try:
            return {"success": True, "feedbackId": await layer.upsert_feedback(update.feedback)}
        except LookupError:
            raise HTTPException(404, "There is no such answer.") from None

    @router.delete("/feedback")
    async def take_back(rating: DeleteFeedbackRequest) -> dict[str, object]:
        if not await layer.delete_feedback(rating.feedbackId):
            raise HTTPException(404, "There is no such rating.")
        return {"success": True}

    @router.post("/set-session-cookie")
    async def set_session_cookie() -> dict[str, object]:
        # The load balancer keeps a person on one task by a cookie of its own.
        return {"message": "not needed"}

    app.router.routes[:0] = router.routes
