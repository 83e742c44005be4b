"""Turns about the memory in each language: the answer, its step, and what is saved of both."""

import re
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer

# In each language: a request to remember, its answer, a question about it, and the answer to that.
DIALOGUES = {
    "de": (
        "Merk dir, dass meine Schwester (Anna) in Paris wohnt",
        "Ich merke mir: „meine Schwester (Anna) in Paris wohnt“",
        "Wo wohnt meine Schwester?",
        r"Am \d+\. [A-Z][a-zä]+ \d{4} hast du mir gesagt: „meine Schwester (Anna) in Paris wohnt“",
    ),
    "es": (
        "Recuerda que mi hermana (Ana) vive en París",
        "Lo recordaré: «mi hermana (Ana) vive en París»",
        "¿Dónde vive mi hermana?",
        r"El \d+ de [a-z]+ de \d{4} me dijiste: «mi hermana (Ana) vive en París»",
    ),
    "zh-CN": (
        "记住我姐姐 (安娜) 住在巴黎",
        "我会记住：“我姐姐 (安娜) 住在巴黎”",  # noqa: RUF001
        "我姐姐住在哪里？",  # noqa: RUF001
        r"你在\d{4}年\d+月\d+日告诉我：“我姐姐 (安娜) 住在巴黎”",  # noqa: RUF001
    ),
}
NOT_KNOWN = {
    "de": "Das hast du mir noch nicht gesagt.",
    "es": "Todavía no me lo has dicho.",
    "zh-CN": "你还没有告诉过我。",
}
SECRET = {"de": "Passwörter, Schlüssel", "es": "Las contraseñas, claves", "zh-CN": "密码、密钥和卡号"}
NOT_SUPPORTED = {"de": "brauchen ein größeres Modell", "es": "requieren un modelo mayor", "zh-CN": "更大的模型"}


@pytest.fixture(params=DIALOGUES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def page(server: ChatServer, server_alb: Alb, language: str) -> AsyncIterator[Page]:
    sub = f"person-{uuid.uuid4()}"
    async with opened(server.url, server.public_url, server_alb, sub, language=language) as open_page:
        yield open_page


def pattern(text: str) -> str:
    return text.replace("(", r"\(").replace(")", r"\)")


async def test_memory_turns_are_answered_in_the_readers_language(page: Page, language: str) -> None:
    told, kept, asked, answer = DIALOGUES[language]
    assert NOT_KNOWN[language] in await page.ask(asked)
    assert await page.ask(told) == kept
    assert re.fullmatch(pattern(answer), await page.ask(asked))
    assert str(datetime.now(UTC).year) in page.answer()
    assert SECRET[language] in await page.ask("Remember that my password is hunter2")

    messages = [text for who, text in await page.messages() if who == "assistant"]
    assert messages[1] == kept
    assert re.fullmatch(pattern(answer), messages[2])
    steps = {step["output"] for step in await page.steps() if step["type"] == "tool"}
    assert kept in steps
    assert not any("told on" in output for output in steps)


async def test_limits_of_the_demonstration_model_are_explained_in_the_readers_language(
    page: Page, language: str
) -> None:
    assert NOT_SUPPORTED[language] in await page.ask("Translate 'My dog is hungry' to Finnish")
    assert NOT_SUPPORTED[language] in next(step["output"] for step in await page.steps() if step["type"] == "tool")
