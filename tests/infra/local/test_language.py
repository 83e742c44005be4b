"""The hosted login speaks the languages of the page, in its colours."""

import ast
import json
import re
from pathlib import Path

import pytest
from aiohttp import ClientSession

from infra.local.language import CATALOGUES
from infra.local.supervisor import LocalCloud
from tests.infra.local.test_login import open_login

ROOT = Path(__file__).parents[3]
TONGUES = sorted(path.stem for path in (ROOT / "chat" / "i18n" / "languages").glob("*.json"))


def sentences() -> set[str]:
    calls = [
        node
        for path in (ROOT / "infra" / "local").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    ]
    return {ast.literal_eval(call.args[0]) for call in calls}


def test_it_speaks_what_the_page_speaks() -> None:
    assert sorted(path.stem for path in CATALOGUES.glob("*.json")) == TONGUES


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_sentence_is_translated_and_no_other(tongue: str) -> None:
    catalogue = json.loads((CATALOGUES / f"{tongue}.json").read_text("utf-8"))
    assert set(catalogue) == sentences()
    for english, told in catalogue.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", told)), english


def test_its_colours_are_those_of_the_page() -> None:
    page = (ROOT / "chat" / "http" / "public" / "look.css").read_text("utf-8")
    login = (ROOT / "infra" / "local" / "pages.py").read_text("utf-8")
    colours = re.findall(r"--[a-z-]+: hsl\(([^)]+)\)", login)
    assert len(colours) > 10
    assert [colour for colour in colours if f": {colour};" not in page] == []


async def test_the_browsers_language_is_spoken(http: ClientSession, cloud: LocalCloud) -> None:
    http.headers["Accept-Language"] = "es-MX,es;q=0.9"
    page = await open_login(http, cloud)
    assert '<html lang="es">' in page.html
    assert "Iniciar sesión" in page.html
    async with http.get(f"{cloud.ports.login_url}/font.woff2") as font:
        assert (font.status, font.content_type) == (200, "font/woff2")
