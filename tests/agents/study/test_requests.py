import pytest

from agents.study.requests import NEXT_HINT, SHOW_ME, asks_for_hint, asks_to_show
from chat.i18n.language import LANGUAGES, current_language, translate


@pytest.mark.parametrize(
    "message",
    ["hint", "Next hint", "another hint please", "Can I have a hint?", "I'm stuck", "I don't know", "help!", "pista",
     "Hinweis", "noch einen Tipp", "提示", "下一个提示"],
)  # fmt: skip
def test_a_hint_is_asked_for(message: str) -> None:
    assert asks_for_hint(message)
    assert not asks_to_show(message)


@pytest.mark.parametrize(
    "message", ["Show me", "show me the answer", "Show me, please!", "zeig mir die Lösung", "看答案"]
)
def test_the_answer_is_asked_for(message: str) -> None:
    assert asks_to_show(message)
    assert not asks_for_hint(message)


@pytest.mark.parametrize(
    "message",
    ["x = 3", "just tell me", "what is the answer", "is the hint wrong?", "show me how photosynthesis works", "", "3"],
)
def test_other_messages_ask_for_neither(message: str) -> None:
    assert not asks_for_hint(message)
    assert not asks_to_show(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_are_understood_in_every_language(language: str) -> None:
    token = current_language.set(language)
    try:
        assert asks_for_hint(translate(NEXT_HINT))
        assert asks_to_show(translate(SHOW_ME))
    finally:
        current_language.reset(token)
