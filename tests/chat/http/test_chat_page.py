"""The chat page, as Chainlit builds it and this product serves it."""

import httpx
import pytest

from chat.i18n.cldr import load_locale
from chat.i18n.language import LANGUAGES
from tests.support.alb import Alb
from tests.support.server import ChatServer


def test_page_names_no_outside_address(server: ChatServer, server_alb: Alb) -> None:
    page = httpx.get(server.url, headers=server_alb.headers()).text
    assert "https://" not in page
    style = httpx.get(f"{server.url}/public/katex/katex.min.css", headers=server_alb.headers())
    assert style.status_code == 200
    assert "http" not in style.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_direction_of_its_language(server: ChatServer, server_alb: Alb, language: str) -> None:
    page = httpx.get(server.url, headers=server_alb.headers() | {"accept-language": language}).text
    assert f'<html lang="{language}" dir="{load_locale(language).text_direction}">' in page
