"""The pages of the hosted login show what people typed as text, and their style is the one that the policy allows."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

import pytest

from infra.local.hosted_login.language import current_language
from infra.local.hosted_login.pages import content_security_policy, new_password_page, refusal_page, sign_in_page

HOSTILE = """"><script>alert('x')</script> {{ 1234567 * 3 }} {% raw %}"""
PAGES = {
    "sign in": sign_in_page(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    "new password": new_password_page(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    "refusal": refusal_page(HOSTILE, HOSTILE, HOSTILE),
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_values_stay_text(name: str) -> None:
    assert "<script" not in PAGES[name]
    assert "3703701" not in re.sub("<style>.*?</style>", "", PAGES[name], flags=re.DOTALL)
    assert HOSTILE in unescape(PAGES[name])


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr")])
def test_a_page_has_the_direction_of_its_language(language: str, direction: str) -> None:
    token = current_language.set(language)
    try:
        page = sign_in_page("", "")
    finally:
        current_language.reset(token)
    assert f'<html lang="{language}" dir="{direction}">' in page


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_the_style_of_the_page(name: str) -> None:
    (style,) = re.findall("<style>(.*?)</style>", PAGES[name], flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in content_security_policy([])
