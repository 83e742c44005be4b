"""Chainlit's web application, its page, and the option that is set while the server starts.

Written for Chainlit 2.12. Reads `app` and `get_html_template` of `chainlit.server`, and sets
`features.spontaneous_file_upload.enabled` of `chainlit.config.config`, read at each request. None is documented.
"""

from chainlit.config import config
from chainlit.server import app, get_html_template
from starlette.types import ASGIApp


def chainlit_app() -> ASGIApp:
    """Return Chainlit's application, with its Socket.IO server mounted."""
    application: ASGIApp = app
    return application


def page_html() -> str:
    """Return the HTML of Chainlit's page, from the folder that `bootstrap.prepare` filled."""
    page: str = get_html_template("")
    return page


def offer_uploads(offered: bool) -> None:
    """Show or hide the page's button that attaches files."""
    config.features.spontaneous_file_upload.enabled = offered
