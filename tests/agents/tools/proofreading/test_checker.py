"""What is corrected, what is a hint, and what is left alone. Every sentence here is our own."""

import pytest

from agents.tools.proofreading.checker import Checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "I recieve many leters becuase my freinds write often.",
            "I receive many letters because my friends write often.",
        ),
        ("He dont know wich bus goes there.", "He doesn't know which bus goes there."),
        ("They teached us how to dance.", "They taught us how to dance."),
        ("The window was breaked by the storm.", "The window was broken by the storm."),
        ("She has several reason to stay.", "She has several reasons to stay."),
        ("It is one of the best film of the year.", "It is one of the best films of the year."),
        ("We bought a tickets for the show.", "We bought a ticket for the show."),
        ("This will causes problems.", "This will cause problems."),
        ("You will able to see the sea.", "You will be able to see the sea."),
        ("I think people is kind.", "I think people are kind."),
        ("There is many shops here.", "There are many shops here."),
        ("He likes tea rather then coffee.", "He likes tea rather than coffee."),
        ("She is afraid to loose her keys.", "She is afraid to lose her keys."),
        ("For example we can cycle to work.", "For example, we can cycle to work."),
        ("infact she was right.", "In fact, she was right."),
        ("My french teacher comes from canada.", "My French teacher comes from Canada."),
        ("She gave me an useful book.", "She gave me a useful book."),
    ],
)
def test_learners_mistakes_are_mended_whole(checker: Checker, text: str, better: str) -> None:
    assert checker.check(text).text == better


@pytest.mark.parametrize(
    "text",
    [
        "It is difficult, if not impossible, to say.",
        "Biomechanics is the study of movement in living things.",
        "We watched tv all evening.",
        "The doctor prescribed a course of prescribed burning.",
        "The colour of the theatre programme is grey, and the centre organises its catalogue.",
        "Krzysztof and Bacchan met Ngozi in Belgrano.",
        "Nongelatinised and multilinear are words of a trade.",
        "Run pip install numpy, then open stderr in a second window.",
        "The mtime and the hmac of the file are printed.",
        "“Whither goest thou?” said the old man; and the raven answered him not.",
        "Let i be an index with i < n, as in a(i) and b[i].",
        "They had had enough, and she said that that was that.",
        "Use an HTML page, a URL and an LRU cache.",
        "He last spoke to her in May, and will march on.",
        "The use of cars is growing, and jobs and ideas is a bad title.",
        "However hard you try, the number of students is fixed.",
        "Version 1.0.2i of the tool reads path.conf, e.g. the one in the home folder.",
        "Politics is hard; mathematics is harder; the news is bad.",
        "A series of three school plays and two car doors were painted.",
        "The director went to work by bus, and I go to bed early.",
        "Each of these many-coloured birds is rare.",
        "You and I go together; neither he nor I know.",
        "I would rather walk then drive.",
    ],
)
def test_correct_text_of_every_kind_is_left_as_it_is(checker: Checker, text: str) -> None:
    assert checker.check(text).text == text


def test_unsure_spelling_is_a_hint_with_the_likely_words(checker: Checker) -> None:
    checked = checker.check("The soup had a nice tast to it.")
    assert checked.text == "The soup had a nice tast to it."
    (hint,) = checked.notes(certain=False)
    assert (hint.wrong, "“taste”" in hint.why) == ("tast", True)
    assert checked.notes(certain=True) == []


def test_rule_of_low_precision_is_a_hint(checker: Checker) -> None:
    checked = checker.check("The work was hard but the pay was good, and we met at 7-9 in the evening.")
    assert checked.text.startswith("The work was hard but the pay was good")
    assert [hint.rule for hint in checked.notes(certain=False)] == ["NumericRangeEnDash"]


def test_checked_text_is_not_changed_again(checker: Checker) -> None:
    once = checker.check("Teh childrens dont know wich informations is true, becuase they was late.").text
    assert checker.check(once).text == once
