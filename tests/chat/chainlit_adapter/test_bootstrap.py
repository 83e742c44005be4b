"""Chainlit's page is changed at markers that it has, loads nothing from outside, and holds known scripts only."""

import base64
import gzip
import hashlib
import inspect
import re
import shutil
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from chat.chainlit_adapter import bootstrap, page_bundle
from chat.chainlit_adapter.bootstrap import distribution, local_page, prepare, translation
from chat.http.middleware.security_headers import SecurityHeadersMiddleware
from chat.http.page_markers import PageError
from chat.i18n.language import LANGUAGES
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/bootstrap.py")
PAGE = Upstream("chainlit", "chat/http/chat_page.py")
SPEC = find_spec("chainlit")
assert SPEC is not None
assert SPEC.origin is not None
ORIGINAL = (Path(SPEC.origin).parent / "frontend" / "dist" / "index.html").read_text("utf-8")
PUBLIC = Path(__file__).parents[3] / "chat" / "http" / "public"


@pytest.mark.guard
def test_stock_page_loads_from_outside() -> None:
    """Otherwise `local_page` has nothing left to remove."""
    for host in ("https://fonts.googleapis.com", "https://cdn.jsdelivr.net"):
        CHAINLIT.require(host in ORIGINAL, f"a page that loads from {host}")


def test_prepared_page_loads_nothing_from_outside() -> None:
    page = local_page(ORIGINAL)
    assert "https://" not in page
    assert page.count("/public/katex/katex.min.css") == 1
    assert '<script type="module" crossorigin src="/assets/' in page


def test_every_font_of_katex_is_present() -> None:
    style = (PUBLIC / "katex" / "katex.min.css").read_text("utf-8")
    fonts = set(re.findall(r"url\(([^)]+)\)", style))
    assert len(fonts) == 20
    assert all((PUBLIC / "katex" / font).is_file() for font in fonts)


def test_policy_allows_the_inline_scripts_of_the_page_only() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", ORIGINAL, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    headers = SecurityHeadersMiddleware(lambda *_: None, public_url="https://chat.example.com", page=ORIGINAL)  # type: ignore[arg-type]
    given = dict(headers._headers)
    policy = given[b"content-security-policy"].decode()
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert "connect-src 'self' wss://chat.example.com;" in policy
    assert given[b"strict-transport-security"] == b"max-age=31536000; includeSubDomains"


MARKERS = ("<!-- CSS INJECTION PLACEHOLDER -->", "<!-- JS INJECTION PLACEHOLDER -->", "</head>", "</body>")


@pytest.mark.guard
@pytest.mark.parametrize("marker", MARKERS)
def test_stock_page_has_every_marker(marker: str) -> None:
    CHAINLIT.require(ORIGINAL.count(marker) == 1, f"one {marker} in its page")


@pytest.mark.guard
@pytest.mark.parametrize("marker", ['<html lang="en">', "<body>", '<div id="root"></div>'])
def test_stock_page_has_every_marker_of_the_chat_page(marker: str) -> None:
    PAGE.require(ORIGINAL.count(marker) == 1, f"one {marker} in its page")


@pytest.mark.guard
def test_stock_page_is_given_a_description() -> None:
    template = inspect.getsource(PAGE.find("chainlit.server:get_html_template"))
    for tag in ('<meta name="description" content="', '<meta property="og:description" content="'):
        PAGE.require(tag in template, f"{tag} in its page")
    PAGE.require("<!-- TAG INJECTION PLACEHOLDER -->" in ORIGINAL, "a place for the description in its page")


@pytest.mark.guard
def test_prepared_page_is_accepted() -> None:
    try:
        local_page(ORIGINAL)
    except PageError as error:
        CHAINLIT.require(False, f"a page of the known form ({error})")


@pytest.mark.parametrize("marker", MARKERS)
def test_page_without_a_marker_is_refused(marker: str) -> None:
    with pytest.raises(PageError, match=re.escape(marker)):
        local_page(ORIGINAL.replace(marker, ""))


def test_page_with_another_outside_address_is_refused() -> None:
    with pytest.raises(PageError, match="from outside"):
        local_page(ORIGINAL.replace("<body>", '<body><script src="https://example.com/x.js"></script>'))


@pytest.mark.guard
def test_chainlit_has_every_key_of_the_configuration() -> None:
    """Chainlit ignores a key that it does not know."""
    written = tomllib.loads((PUBLIC.parents[1] / "chainlit_adapter" / "chainlit.toml").read_text("utf-8"))
    for section, settings in {"project": "ProjectSettings", "features": "FeaturesSettings", "UI": "UISettings"}.items():
        model = CHAINLIT.find(f"chainlit.config:{settings}")
        unknown = set(written[section]) - set(model.model_fields)
        CHAINLIT.require(not unknown, f"the keys {sorted(unknown)} of [{section}] in its config.toml")
        try:
            model.model_validate(written[section])
        except ValueError as error:
            CHAINLIT.require(False, f"a [{section}] of the form of chainlit.toml ({error.__class__.__name__})")
    upload = set(written["features"]["spontaneous_file_upload"])
    known = set(CHAINLIT.find("chainlit.config:SpontaneousFileUploadFeature").model_fields)
    CHAINLIT.require(upload <= known, f"the keys {sorted(upload - known)} of uploads")


@pytest.mark.guard
def test_chainlit_has_the_translations_that_are_changed() -> None:
    assert SPEC is not None
    assert SPEC.origin is not None
    for language in LANGUAGES:
        try:
            translation(Path(SPEC.origin).parent / "translations", language)
        except OSError:
            CHAINLIT.require(False, f"a translation into {language}")


@pytest.mark.guard
def test_chainlit_reads_its_folder_from_the_environment() -> None:
    config = CHAINLIT.load("chainlit.config")
    source = inspect.getsource(config)
    for name in ("CHAINLIT_APP_ROOT", "config.toml", "translations"):
        CHAINLIT.require(name in source, f"{name} in chainlit.config")


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stock Chainlit's page in a folder that may be changed; what is made from it is stored in a folder of its own."""
    for name in ("CHAINLIT_APP_ROOT", "CHAINLIT_ENV_FILE", "CHAINLIT_CUSTOM_AUTH", "CHAINLIT_AUTH_SECRET"):
        monkeypatch.setenv(name, "")  # `prepare` sets them, the test's end puts them back
    dist = tmp_path / "chainlit" / "frontend" / "dist"
    shutil.copytree(distribution(), dist, ignore=shutil.ignore_patterns("*.map"))
    (tmp_path / "chainlit" / "translations").symlink_to(distribution().parent.parent / "translations")
    monkeypatch.setattr(bootstrap, "distribution", lambda: dist)
    monkeypatch.setattr(bootstrap, "_STORED", tmp_path / "stored")
    return dist


def contents(root: Path) -> dict[str, bytes]:
    root.mkdir()
    prepare(root)
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_second_start_has_the_same_folder_and_searches_no_script(
    tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = contents(tmp_path / "first")
    monkeypatch.delattr(page_bundle, "change_bundle")
    assert contents(tmp_path / "second") == first
    page = first["build/index.html"].decode()
    (script,) = re.findall(r'src="/(assets/index-[^"]+)"', page)
    assert b"window.renderInBlocks(" in gzip.decompress(first[f"build/{script}.gz"])


def test_stored_page_of_another_chainlit_is_not_used(tmp_path: Path, shipped: Path) -> None:
    contents(tmp_path / "first")
    (script,) = (shipped / "assets").glob("index-*.js")
    script.write_bytes(b"// another version")
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        contents(tmp_path / "second")


def test_stored_page_that_lost_its_marker_is_not_used(tmp_path: Path, shipped: Path) -> None:
    contents(tmp_path / "first")
    page = shipped / "index.html"
    page.write_text(page.read_text("utf-8").replace(MARKERS[0], ""), "utf-8")
    with pytest.raises(PageError, match=re.escape(MARKERS[0])):
        contents(tmp_path / "second")
