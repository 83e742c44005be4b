"""The parameter `budgets`."""

import json

import pytest

from agents.budgets import Budgets, parse_budgets
from agents.parameters import ParameterValues, read_values
from agents.pricing import NANO, Price

TABLE = {
    "person": {"day": {"usd": 0.5, "tokens": 200000}},
    "groups": {"teachers": {"day": {"usd": 5}}, "guests": {"day": {"usd": 0.1, "tokens": 0}}},
    "everyone": {"month": {"usd": 300}},
}


def test_the_widest_of_a_persons_groups_counts() -> None:
    budgets = parse_budgets(json.dumps(TABLE))
    own = {("day", "usd"): NANO // 2, ("day", "tokens"): 200_000}
    assert budgets.of_person([]) == budgets.of_person(["pupils"]) == own
    assert budgets.of_person(["guests", "teachers"]) == {("day", "usd"): 5 * NANO, ("day", "tokens"): 0}
    assert budgets.of_person({"guests"}) == {("day", "usd"): NANO // 10, ("day", "tokens"): 0}
    assert budgets.everyone == {("month", "usd"): 300 * NANO}
    assert budgets
    assert not parse_budgets("{}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "[]",
        '{"persons": {}}',
        '{"person": {"week": {"usd": 1}}}',
        '{"person": {"day": {"eur": 1}}}',
        '{"person": {"day": 1}}',
        '{"person": {"day": {"usd": "1"}}}',
        '{"person": {"day": {"usd": true}}}',
        '{"person": {"day": {"usd": -1}}}',
        '{"person": {"day": {"usd": NaN}}}',
        '{"person": {"day": {"usd": 1e9}}}',
        f'{{"person": {{"day": {{"usd": {"9" * 400}}}}}}}',
        f'{{"person": {{"day": {{"tokens": {"9" * 400}}}}}}}',
        '{"person": {"day": {"tokens": 1.5}}}',
        '{"person": {"day": {"usd": 1}}, "person": {}}',
        '{"groups": {"": {}}}',
        '{"groups": []}',
        "[" * 100_000,
    ],
)
def test_a_malformed_budget_keeps_the_last_good_one(text: str) -> None:
    with pytest.raises(ValueError, match="JSON such as"):
        parse_budgets(text)
    good = read_values({"budgets": json.dumps(TABLE)}, ParameterValues())
    kept = read_values({"budgets": text or "?"}, good)
    assert kept.budgets == good.budgets
    assert kept.problems[0].endswith("the last good one stays in force.")
    assert read_values({}, good).budgets == Budgets()


@pytest.mark.parametrize(
    ("price", "most"),
    [
        (Price(0.33, 2.75), 1_000 * 330 + 100 * 2_750),
        (Price(3.3, 16.5, 0.33, 4.125), 1_000 * 4_125 + 100 * 16_500),
        (Price(0.0375, 0.15, 0.009375), 37_500 + 15_000),
    ],
)
def test_the_most_that_a_call_can_cost(price: Price, most: int) -> None:
    assert price.at_most(1_000, 100) == most
