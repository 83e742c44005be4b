"""What a learner claims is read from the sentence around it, in four languages; any other sentence is no claim."""

# ruff: noqa: RUF001 - Chinese marks

import pytest

from agents.mathematics.questions.claims import is_bare_answer, read_claims


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("I got x = 3 for 2x + 5 = 13", "2x + 5 = 13", "x = 3"),
        ("I solved x^2 = 9 and found x = 3. Did I miss something?", "x^2 = 9", "x = 3"),
        ("For 2x = 6 I got x = 4, am I right?", "2x = 6", "x = 4"),
        ("My answer to the derivative of x^2 is 2x.", "the derivative of x^2", "2x"),
        ("Resolví 2x + 3 = 11 y obtuve x = 4. ¿Es correcto?", "2x + 3 = 11", "x = 4"),
        ("¿Está bien? Para 2x = 6 me sale x = 3", "2x = 6", "x = 3"),
        ("Ich habe x = 3 für 2x + 5 = 13 heraus. Stimmt das?", "2x + 5 = 13", "x = 3"),
        ("Ich habe 2x = 6 gelöst und x = 3 erhalten, richtig?", "2x = 6", "x = 3"),
        ("我算出 x = 3，方程是 2x + 5 = 13，对吗？", "2x + 5 = 13", "x = 3"),
        ("我解了方程 2x = 6，得到 x = 3。对不对？", "2x = 6", "x = 3"),
    ],
)
def test_a_question_and_what_was_found_for_it(text: str, asked: str, found: str) -> None:
    assert [(one.asked, one.found, one.is_equality) for one in read_claims(text)] == [(asked, found, False)]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("I say 12 * 12 = 144 and 12 * 13 = 150. Am I right?", [("12 * 12", "144"), ("12 * 13", "150")]),
        ("7 * 8 = 56, right?", [("7 * 8", "56")]),
        ("I think 1,000 + 2,000 = 3,000", [("1,000 + 2,000", "3,000")]),
        ("Creo que 3/4 + 1/8 = 4/12, ¿es correcto?", [("3/4 + 1/8", "4/12")]),
        ("Ich denke, 0,5 + 0,5 = 1 und 2 · 3 = 5. Stimmt das?", [("0,5 + 0,5", "1"), ("2 · 3", "5")]),
        ("我觉得 1/2 + 1/4 = 3/4，对吗？", [("1/2 + 1/4", "3/4")]),
    ],
)
def test_what_is_claimed_to_be_equal(text: str, sides: list[tuple[str, str]]) -> None:
    assert [(one.asked, one.found) for one in read_claims(text)] == sides
    assert all(one.is_equality for one in read_claims(text))


@pytest.mark.parametrize(
    "text", ["My answer is 42. Correct?", "I got x = 3", "Mi respuesta es 41. ¿Es correcto?", "Mein Ergebnis ist 7",
             "我的答案是42，对吗？", "I got 12 cm"]
)  # fmt: skip
def test_an_answer_alone_belongs_to_an_earlier_question(text: str) -> None:
    assert is_bare_answer(text)


@pytest.mark.parametrize(
    "text",
    ["", "right?", "2x + 5 = 13", "What is 7 * 8?", "Is it correct to say 'I has'?",
     "I have 3 apples and got 2 more. How many?",
     "I got a new dog for my birthday", "I have 2 brothers", "Ich habe 3 Geschwister", "I think dogs are nice, right?",
     "2 + 3 = 5 = 10/2, right?", "I think x = 3 and dogs bark", "right? " * 200],
)  # fmt: skip
def test_other_sentences_claim_nothing_of_their_own(text: str) -> None:
    assert not [one for one in read_claims(text) if one.is_equality]
    assert not is_bare_answer(text)
