"""The language of the page and of Chainlit's texts."""

import httpx
import pytest

# What a browser prefers, the language that it gets, the placeholder of its question and the title of "How it works".
PAGES = [
    ("nl", "en", "Ask a question…", "# How it works"),
    ("de-AT,de;q=0.9", "de", "Stell eine Frage…", "# So geht es"),
    ("fr-CA", "fr", "Posez une question…", "# Mode d’emploi"),
    ("pt-BR,pt;q=0.9", "pt", "Faça uma pergunta…", "# Como funciona"),
    ("ar-EG", "ar", "اطرح سؤالًا…", "# طريقة الاستخدام"),
    ("ja", "ja", "質問を入力…", "# 使い方"),
    ("zh-CN", "zh-CN", "请输入你的问题…", "# 使用说明"),
    ("zh-HK", "zh-TW", "請輸入你的問題…", "# 使用說明"),
]


@pytest.mark.parametrize(("accepted", "language", "placeholder", "title"), PAGES)
def test_page_and_its_texts_are_in_the_browsers_language(
    browser: httpx.Client, accepted: str, language: str, placeholder: str, title: str
) -> None:
    page = browser.get("/", headers={"accept-language": accepted})
    assert f'<html lang="{language}"' in page.text
    words = browser.get("/project/translations?language=fr-FR", headers={"accept-language": accepted}).json()
    assert words["translation"]["chat"]["input"]["placeholder"] == placeholder
    settings = browser.get("/project/settings?language=fr-FR", headers={"accept-language": accepted}).json()
    assert settings["markdown"].startswith(title)
