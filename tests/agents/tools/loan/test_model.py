"""The built-in model on the customers that it was not trained on (a fifth of the data set, CC BY 4.0)."""

from pathlib import Path

import pytest

from agents.tools.loan.features import NAMES, QUANTITIES, encode
from agents.tools.loan.model import PATH, built_in
from agents.tools.loan.training import MIN_AUC, auc, read, split

HELD_OUT = Path(__file__).with_name("held_out.csv.gz")


def test_built_in_model_reaches_the_minimum_auc_on_held_out_customers() -> None:
    customers = read(HELD_OUT)
    assert len(customers) == 8237
    found = auc([built_in().score(vector) for vector, _ in customers], [answer for _, answer in customers])
    assert found >= MIN_AUC
    assert found == pytest.approx(built_in().auc, abs=1e-4)


def test_built_in_model_is_small() -> None:
    assert PATH.stat().st_size < 64 * 1024


def test_moves_add_up_to_the_score() -> None:
    customers = read(HELD_OUT)[:200]
    for vector, _ in customers:
        score, moves = built_in().explain(vector)
        odds = built_in().base + sum(tree.value[0] for tree in built_in().trees) + sum(moves.values())
        assert score == pytest.approx(1 / (1 + 2.718281828459045**-odds), abs=1e-9)


def test_features_are_in_the_order_of_the_payload() -> None:
    assert len(NAMES) == 59
    assert NAMES[:7] == ("age", "campaign", "pdays", "previous", "no_previous_contact", "not_working", "job_admin.")
    assert NAMES[18] == "marital_divorced"
    assert NAMES[40] == "contact_telephone"
    assert NAMES[-3:] == ("poutcome_failure", "poutcome_nonexistent", "poutcome_success")


def test_flags_are_derived_from_the_fields() -> None:
    customer = {quantity.name: quantity.usual for quantity in QUANTITIES} | {
        "job": "student", "marital": "single", "education": "high.school", "default": "no", "housing": "no",
        "loan": "no", "contact": "cellular", "month": "may", "day_of_week": "mon", "poutcome": "nonexistent",
    }  # fmt: skip
    vector = dict(zip(NAMES, encode(customer), strict=True))
    assert (vector["no_previous_contact"], vector["not_working"]) == (1, 1)
    assert sum(vector[name] for name in NAMES[6:]) == 10


def test_split_is_deterministic() -> None:
    training, held_out = split(100)
    assert (len(training), len(held_out)) == (80, 20)
    assert split(100) == (training, held_out)
    assert not set(training) & set(held_out)


@pytest.mark.parametrize(
    ("scores", "answers", "expected"),
    [([1, 2, 3, 4], [0, 0, 1, 1], 1), ([4, 3, 2, 1], [0, 0, 1, 1], 0), ([1, 1, 1, 1], [0, 1, 0, 1], 0.5)],
)
def test_auc(scores: list[float], answers: list[int], expected: float) -> None:
    assert auc(scores, answers) == expected
