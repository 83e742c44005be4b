"""What the pages with forms share: the fields of a form, and the sentence that something was not done."""

import logging
import uuid
from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request
from starlette.responses import Response

from chat.http.templates import render_alert
from chat.i18n.language import translate


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of a form."""
    given = parse_qs((await request.body()).decode("utf-8", "replace"))
    return {name: values[0] for name, values in given.items()}


def not_done(title: str, error: Exception, logger: logging.Logger, event: str) -> Response:
    """Render the sentence that something could not be done, and log why under the same reference.

    Args:
        title: The title of the page.
        error: Why.
        logger: The logger of the page.
        event: What the log calls it.
    """
    reference = uuid.uuid4().hex[:8]
    logger.warning(event, extra={"reason": str(error), "reference": reference})
    sentence = translate("This could not be done just now; try again in a minute. (Reference: {id})", id=reference)
    return render_alert(title, sentence)
