"""The hosted login has the languages and the colours of the chat page."""

import json
import re
from pathlib import Path

import pytest
from aiohttp import ClientSession

from infra.local.hosted_login.language import CATALOGUES
from infra.local.hosted_login.pages import TEMPLATES
from infra.local.supervisor import LocalCloud
from tests.chat.i18n.accepted import ACCEPTED
from tests.infra.local.hosted_login.sentences import sentences
from tests.infra.local.hosted_login.test_login import open_login

ROOT = Path(__file__).parents[4]
LANGUAGES = sorted(path.stem for path in (ROOT / "chat" / "i18n" / "languages").glob("*.json"))


def test_login_has_the_languages_of_the_page() -> None:
    assert sorted(path.stem for path in CATALOGUES.glob("*.json")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_no_other(language: str) -> None:
    catalogue = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    missing = json.dumps(dict.fromkeys(sorted(sentences() - set(catalogue)), ""), ensure_ascii=False, indent=2)
    assert missing == "{}", f"{language}.json misses {missing}"
    assert set(catalogue) - sentences() == set(), f"{language}.json has unused sentences"
    for english, translated in catalogue.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", translated)), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_in_order(language: str) -> None:
    catalogue = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    assert list(catalogue) == sorted(catalogue)


async def test_login_is_in_the_language_of_the_page(http: ClientSession, cloud: LocalCloud) -> None:
    """Of what is preferred by order; the page knows weights as well."""
    for accepted, language in ACCEPTED:
        if "q=" not in accepted:
            http.headers["Accept-Language"] = accepted
            page = await open_login(http, cloud)
            assert f'<html lang="{language}"' in page.html, accepted


def test_colours_are_those_of_the_page() -> None:
    public = ROOT / "chat" / "http" / "public"
    page = "".join((public / name).read_text("utf-8") for name in ("look.css", "dark.css"))
    login = (TEMPLATES / "style.css").read_text("utf-8")
    colours = re.findall(r"--[a-z-]+: hsl\(([^)]+)\)", login)
    assert len(colours) > 10
    assert [colour for colour in colours if f": {colour};" not in page] == []


async def test_page_is_in_the_language_of_the_browser(http: ClientSession, cloud: LocalCloud) -> None:
    http.headers["Accept-Language"] = "es-MX,es;q=0.9"
    page = await open_login(http, cloud)
    assert '<html lang="es" dir="ltr">' in page.html
    assert "Iniciar sesión" in page.html
    async with http.get(f"{cloud.ports.login_url}/font.woff2") as font:
        assert (font.status, font.content_type) == (200, "font/woff2")
