"""The language of the page and of Chainlit's texts."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("de-AT,de;q=0.9", "de"), ("zh-CN", "zh-CN"), ("zh-HK", "zh-TW"), ("fr", "fr"), ("nl", "en")],
)
def test_page_and_its_texts_are_in_the_browsers_language(browser: httpx.Client, accepted: str, language: str) -> None:
    page = browser.get("/", headers={"accept-language": accepted})
    assert f'<html lang="{language}">' in page.text
    words = browser.get("/project/translations?language=fr-FR", headers={"accept-language": accepted}).json()
    placeholder = {
        "en": "Ask a question…",
        "de": "Stell eine Frage…",
        "fr": "Posez une question…",
        "zh-CN": "请输入你的问题…",
    }[language]
    assert words["translation"]["chat"]["input"]["placeholder"] == placeholder
    settings = browser.get("/project/settings?language=fr-FR", headers={"accept-language": accepted}).json()
    title = {
        "en": "# How it works",
        "de": "# So geht es",
        "fr": "# Mode d’emploi",
        "zh-CN": "# 使用说明",
        "zh-TW": "# 使用說明",
    }[language]
    assert settings["markdown"].startswith(title)
