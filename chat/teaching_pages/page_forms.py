"""What the pages of this room share: whose request it is, and a store that fails."""

import logging

from starlette.responses import Response

from chat.history.store import StoreError
from chat.http.page_forms import not_done
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)


def own_id() -> str:
    """Return the subject of the person whose request this is: the owner of all that they may read and change."""
    return current_caller.get().sub


def store_failed(title: str, error: StoreError) -> Response:
    """Render the sentence that something could not be done, and log why."""
    return not_done(title, error, logger, "learning_not_available")
