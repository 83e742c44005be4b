"""The rules that a question can fill give the tree that all rules give, and the same error where there is none."""

import lark
import pytest

from agents.mathematics.questions import reader

QUESTIONS = (
    "solve x^2 = 4",
    "what is 3% of 20?",
    "let f(x) = x^2 and g(x) = x + 1, what is f(g(3))?",
    "two letters picked without replacement from abcab, what is the probability of picking 2 a?",
    "how many miles is 5 kilometers?",
    "which is bigger, 1/2 or 1/3?",
    "sum of 3, 4 and 5",
    "what is the second biggest value in 3, 5, 4?",
    "what is the remainder when 23 is divided by 5?",
    "what is the area of a circle with radius 3?",
)
REFUSED = (
    "",
    "solve",
    "solve the weather",
    "what is 3% of 20 bananas tomorrow?",
    "let f(x) = x^2, what is the weather?",
    "?" * 50,
)


@pytest.mark.guard
def test_a_parser_of_lark_predicts_from_rules_that_can_be_left_out() -> None:
    parser = reader.load()._parser.parser.parser
    assert parser.predictions[lark.grammar.NonTerminal("question")], "Lark keeps its predictions in a new way"
    predict, predicted = type(parser).predict_and_complete, []

    def count(self: object, i: int, scanned: object, columns: list[object], *rest: object) -> None:
        predict(self, i, scanned, columns, *rest)
        predicted.append(len(columns[i]))  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(parser), "predict_and_complete", count)
        reader.load()._parser.parse(QUESTIONS[0])
        all_rules = sum(predicted)
        predicted.clear()
        reader.load().parse(QUESTIONS[0])
    assert 0 < sum(predicted) < all_rules / 5, "Lark no longer asks `predictions` which rules may begin"


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_tree_is_that_of_all_rules(question: str) -> None:
    assert reader.load().parse(question) == reader.load()._parser.parse(question)


@pytest.mark.parametrize("question", REFUSED)
def test_a_refusal_is_that_of_all_rules(question: str) -> None:
    refused = []
    for parser in (reader.load(), reader.load()._parser):
        with pytest.raises(lark.exceptions.LarkError) as error:
            parser.parse(question)
        refused.append((type(error.value), getattr(error.value, "token", None)))
    assert refused[0] == refused[1]


def test_one_question_leaves_nothing_for_the_next() -> None:
    first = reader.load().parse(QUESTIONS[0])
    for question in (*QUESTIONS, REFUSED[1]):
        try:
            reader.load().parse(question)
        except lark.exceptions.LarkError:
            continue
    assert reader.load().parse(QUESTIONS[0]) == first
