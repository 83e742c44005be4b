"""What the pages of this room share: whose request it is, what a form says, and a store that fails."""

import logging
import uuid
from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request
from starlette.responses import Response

from chat.history.store import StoreError
from chat.http.templates import render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)


def own_id() -> str:
    """Return the subject of the person whose request this is: the owner of all that they may read and change."""
    return current_caller.get().sub


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of a form."""
    given = parse_qs((await request.body()).decode("utf-8", "replace"))
    return {name: values[0] for name, values in given.items()}


def store_failed(title: str, error: StoreError) -> Response:
    """Render the sentence that something could not be done, and log why."""
    reference = uuid.uuid4().hex[:8]
    logger.warning("learning_not_available", extra={"reason": str(error), "reference": reference})
    sentence = translate("This could not be done just now; try again in a minute. (Reference: {id})", id=reference)
    return render_alert(title, sentence)
