"""The links of the page's header, in the reader's language."""

import json

from starlette.responses import JSONResponse, Response

from chat.i18n.language import say


def named(settings: Response) -> JSONResponse:
    """Name the links in Chainlit's settings of the page; chainlit.toml says in English which there are."""
    told = json.loads(bytes(settings.body))
    names = {"/memory": say("Memory"), "/my-data": say("My data"), "/status": say("Status")}
    for link in told["ui"]["header_links"] or []:
        link["display_name"] = names.get(link["url"], link["display_name"])
    return JSONResponse(told)
