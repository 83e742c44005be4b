import numpy as np

from agents.demo_model.question_classifier import QuestionClassifier
from agents.demo_model.question_features import GROUPS, groups_of, patterns_of


def test_case_accents_and_numbers_are_no_difference() -> None:
    assert groups_of("¿Cuánto es 12 por 7?") == groups_of("cuanto es 345 por 99")


def test_groups_are_columns_each_once() -> None:
    groups = groups_of("什么是递归 recursion recursion")
    assert groups == sorted(set(groups))
    assert all(0 <= column < GROUPS for column in groups)
    assert groups_of("") == []


def test_probabilities_of_the_stored_weights_sum_to_one() -> None:
    chances = QuestionClassifier().probabilities("What is 2 + 2?", np.zeros(384, np.float32))
    assert abs(sum(chances.values()) - 1) < 1e-5
    assert max(chances, key=lambda name: chances[name]) == "math_assistant"
    assert len(patterns_of("What is 2 + 2?")) == len(patterns_of(""))
