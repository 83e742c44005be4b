"""The language of a text: the first article of the Declaration of Human Rights, greetings, and what is too short."""

import pytest

from agents.tools.language.identification import identify
from agents.user_messages import ToolError


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("All human beings are born free and equal in dignity and rights.", "English"),
        ("Alle Menschen sind frei und gleich an Würde und Rechten geboren.", "German"),
        ("Todos los seres humanos nacen libres e iguales en dignidad y derechos", "Spanish"),
        ("Tous les êtres humains naissent libres et égaux en dignité et en droits.", "French"),
        ("Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti.", "Italian"),
        ("Alla människor är födda fria och lika i värde och rättigheter.", "Swedish"),
        ("Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.", "Polish"),
        ("Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.", "Turkish"),
        ("Все люди рождаются свободными и равными в своем достоинстве и правах.", "Russian"),
        ("人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。", "Chinese"),
        ("すべての人間は、生まれながらにして自由であり", "Japanese"),
        ("모든 인간은 태어날 때부터 자유로우며", "Korean"),
        ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι", "Greek"),
        ("Guten Morgen", "German"),
        ("Wie heißt du?", "German"),
        ("Buenos días", "Spanish"),
        ("Je suis", "French"),
        ("How are you", "English"),
        ("你好", "Chinese"),
    ],
)
def test_language_is_told_and_confirmed(text: str, language: str) -> None:
    told, checked = identify(text)
    assert told == f"**{language}**"
    assert checked


@pytest.mark.parametrize("text", ["no", "die", "gift", "La casa", "日本", "qwrtz flibber", "chat"])
def test_what_is_short_or_stands_in_several_languages_is_not_sure(text: str) -> None:
    told, checked = identify(text)
    assert told.startswith("Not sure")
    assert not checked


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no words"),
        ("😀 123 !!", "no words"),
        ("\x00\x07", "no words"),
        ("https://example.com/de", "no words"),
        ("hello 你好 мир привет", "Several scripts"),
    ],
)
def test_what_holds_no_one_language_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        identify(text)


def test_without_word_lists_small_words_confirm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agents.tools.language.identification.has_lists", lambda: False)
    assert identify("Ich weiß nicht, was das ist")[0] == "**German**"
    assert identify("The cat is on the table and it was not there")[0] == "**English**"
    assert identify("Guten Morgen")[0].startswith("Not sure")
