import pytest

from agents.mathematics.questions.tokens import NotUnderstoodError, tokenize


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What is 5 * 7?", ["word", "word", "expression", "sign"]),
        (
            "Solve a = 2 and b = 3",
            ["word", "expression", "sign", "expression", "word", "expression", "sign", "expression"],
        ),
        ("sin(x) = 0 on [0, 2pi]", ["expression", "sign", "expression", "word", "interval"]),
        ("det of [[1,2],[3,4]]", ["word", "word", "matrix"]),
        ("distance between (1,2) and (4,6)", ["word", "word", "vector", "word", "vector"]),
        ("250 + 10%", ["expression", "sign", "percent"]),
        ("346 minutes before 12:22 PM", ["expression", "word", "word", "time"]),
        ("sqrt 8x (x-2)", ["expression"]),
        ("and " * 150, ["word"]),
        ("2, 4, 6 ...", ["expression", "sign", "expression", "sign", "expression", "sign"]),
    ],
)
def test_a_question_is_split_into_its_pieces(question: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokenize(question)] == kinds


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is 2,5 + 1?", "“2,5” can be read in two ways; write 2.5 for a decimal, or “2, 5” for two numbers."),
        ("x" * 1001, "The question has more than 1,000 characters; ask for one thing at a time."),
        ("x = 1, " * 13 + "x = 2", "A question has at most 12 equations; ask for one thing at a time."),
        ("2 € 3 ☃", "“☃” has no meaning in this question; leave it out."),
    ],
)
def test_what_is_no_piece_is_refused(question: str, sentence: str) -> None:
    with pytest.raises(NotUnderstoodError) as refusal:
        tokenize(question)
    assert str(refusal.value) == sentence
