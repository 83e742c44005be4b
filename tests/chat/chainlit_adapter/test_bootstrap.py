"""Chainlit's page is served without any outside address, and only with scripts that we know."""

import base64
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

from chat.chainlit_adapter.bootstrap import local_page
from chat.http.middleware.security_headers import SecurityHeadersMiddleware

SPEC = find_spec("chainlit")
assert SPEC is not None
assert SPEC.origin is not None
ORIGINAL = (Path(SPEC.origin).parent / "frontend" / "dist" / "index.html").read_text("utf-8")
PUBLIC = Path(__file__).parents[3] / "chat" / "http" / "public"


def test_the_original_page_does_call_outside() -> None:
    """If it stops doing so, `local_page` has nothing left to do."""
    assert "https://fonts.googleapis.com" in ORIGINAL
    assert "https://cdn.jsdelivr.net" in ORIGINAL


def test_ours_does_not() -> None:
    page = local_page(ORIGINAL)
    assert "https://" not in page
    assert page.count("/public/katex/katex.min.css") == 1
    assert '<script type="module" crossorigin src="/assets/' in page


def test_every_font_of_the_mathematics_is_here() -> None:
    style = (PUBLIC / "katex" / "katex.min.css").read_text("utf-8")
    fonts = set(re.findall(r"url\(([^)]+)\)", style))
    assert len(fonts) == 20
    assert all((PUBLIC / "katex" / font).is_file() for font in fonts)


def test_the_policy_allows_the_pages_inline_scripts_and_no_other() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", ORIGINAL, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    headers = SecurityHeadersMiddleware(lambda *_: None, public_url="https://chat.example.com", page=ORIGINAL)  # type: ignore[arg-type]
    given = dict(headers._headers)
    policy = given[b"content-security-policy"].decode()
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert "connect-src 'self' wss://chat.example.com;" in policy
    assert given[b"strict-transport-security"] == b"max-age=31536000; includeSubDomains"
