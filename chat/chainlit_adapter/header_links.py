"""The links of the page's header, in the reader's language."""

import json

from starlette.responses import JSONResponse, Response

from chat.i18n.language import translate


def named(settings: Response) -> JSONResponse:
    """Name the links in Chainlit's settings of the page; chainlit.toml says in English which there are."""
    told = json.loads(bytes(settings.body))
    names = {"/memory": translate("Memory"), "/my-data": translate("My data"), "/status": translate("Status")}
    for link in told["ui"]["header_links"] or []:
        link["display_name"] = names.get(link["url"], link["display_name"])
    return JSONResponse(told)
