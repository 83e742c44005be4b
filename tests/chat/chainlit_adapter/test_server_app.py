"""Chainlit's application, page and upload option are where the adapter expects them."""

import pytest

from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/server_app.py")


@pytest.mark.guard
def test_chainlit_has_its_application_and_page() -> None:
    CHAINLIT.require(callable(CHAINLIT.find("chainlit.server:app")), "an ASGI application `chainlit.server.app`")
    CHAINLIT.require_parameters("chainlit.server:get_html_template", "root_path")


@pytest.mark.guard
def test_chainlit_has_the_upload_option() -> None:
    CHAINLIT.find("chainlit.config:config.features.spontaneous_file_upload.enabled")
