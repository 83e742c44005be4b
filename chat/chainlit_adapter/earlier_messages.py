"""Shows the earlier messages of a long conversation above those that a page has, and sends no message twice.

Chainlit's page (2.12) appends what it receives; no event puts something first. But it shows a step with those inside
it, `update_message` replaces these, and a run named `on_chat_start` looks like nothing itself. So a long conversation
begins with such a run. It holds one line, and `earlier.js` asks for what belongs there when the line comes into view.
The run is then given the messages before it and, first among them, the run of the messages before these.
"""

import logging
from collections.abc import Sequence
from typing import Any

from chainlit.session import WebsocketSession

from chat.chainlit_adapter.data_layer import DataLayer, earlier_run
from chat.chainlit_adapter.session import enter_page
from chat.history.store import StoreError

logger = logging.getLogger(__name__)

_MAX_DIGITS = 18  # of a cursor


async def show_earlier(layer: DataLayer, page: WebsocketSession, line: object) -> Sequence[Any]:
    """Show what belongs in the place of a line, if the line is of the open conversation.

    Args:
        layer: Reads the caller's conversations.
        page: The page that asks.
        line: What it says the line's id is.

    Returns:
        The steps that were shown.
    """
    before = _cursor(line, page.thread_id)
    if before is None:
        return ()
    emitter = enter_page(page).emitter
    try:
        part = await layer.get_part(page.thread_id, before)
    except StoreError as error:
        logger.warning("earlier_messages_not_read", extra={"reason": str(error)})
        return ()  # the page asks again
    if part is None:
        return ()
    for element in part["elements"] or ():
        await emitter.emit("element", element)
    run = {**earlier_run(page.thread_id, before), "steps": nest(part["steps"])}
    await emitter.emit("update_message", run)
    return part["steps"]


def nest(steps: Sequence[Any]) -> list[dict[str, Any]]:
    """Put each step into the `steps` of its parent, as the page does; one whose parent is not there is left out."""
    copies: dict[str, dict[str, Any]] = {step["id"]: {**step} for step in steps}
    outermost = []
    for step in copies.values():
        parent = step.get("parentId")
        if not parent:
            outermost.append(step)
        elif parent in copies:
            copies[parent].setdefault("steps", []).append(step)
    return outermost


def _cursor(line: object, thread_id: str) -> int | None:
    thread, _, digits = line.rpartition("-") if isinstance(line, str) else ("", "", "")
    is_ours = thread == f"earlier-{thread_id}" and digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS
    return int(digits) if is_ours else None
