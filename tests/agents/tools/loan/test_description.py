"""Descriptions made from customers of the data set: every field read, every other word named."""

import csv
import gzip
import io
import random
from pathlib import Path

import pytest

from agents.tools.loan.description import read_description
from agents.tools.loan.features import QUANTITIES
from agents.user_messages import ToolError
from tests.agents.tools.loan.descriptions import STYLES

HELD_OUT = Path(__file__).with_name("held_out.csv.gz")
ROWS = 50


def rows() -> list[dict[str, str]]:
    """Return customers, among them such as were called before and such with rare values."""
    every = list(csv.DictReader(io.StringIO(gzip.decompress(HELD_OUT.read_bytes()).decode())))
    rare = [row for row in every if row["poutcome"] == "success" or "unknown" in row.values()]
    chosen = random.Random(7)
    return [
        {name: value for name, value in row.items() if name != "y"}
        for row in chosen.sample(every, ROWS // 2) + chosen.sample(rare, ROWS // 2)
    ]


@pytest.mark.parametrize("style", STYLES)
def test_customers_of_the_data_set_are_read_back(style: str) -> None:
    numbers = {quantity.name for quantity in QUANTITIES}
    wrong = []
    right = 0
    for row in rows():
        text = STYLES[style](row)
        description = read_description(text)
        read = {"pdays": 999, "previous": 0, **description.derived, **description.fields}
        for name, value in row.items():
            expected = int(value) if name in numbers else value
            if read.get(name, "unknown") == expected:
                right += 1
            else:
                wrong.append(f"{name} is {expected}, read as {read.get(name)}: {text}")
    assert right == ROWS * len(rows()[0]), f"{right} fields are read as the rows have them; {wrong[:3]}"


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("29-year-old student, duration 200", "duration 200", "known only after it"),
        ("29-year-old student, the call lasted 4 minutes", "the call lasted 4 minutes", "known only after it"),
        ("age=41; job=student; month=may; duration=200", "duration 200", "known only after it"),
        ("student, 29, euribor 4.857", "euribor 4.857", "figures of the economy"),
        ("a 35-year-old married teacher", "teacher", "no such feature"),
        ("a student with two children", "with two children", "no children"),
        ("a student with a salary of 900 euros", "with a salary of 900 euros", "neither income"),
        ("a student who plays the trombone", "plays", "no such feature"),
        ("a retired woman", "woman", "no sex"),
        ("a student called by phone", "by phone", "not said"),
        (
            "58;management;married;tertiary;no;2143;yes;no;unknown;5;may;261;1;-1;0;unknown;no",
            "balance 2143",
            "no such",
        ),
    ],
)
def test_what_is_not_used_is_named_with_the_reason(text: str, words: str, why: str) -> None:
    assert [why in one.why for one in read_description(text).unused if one.words == words] == [True]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("a student, may", "may"), ("student called in may", "may"), ("called may, student", "may"),
        ("a student called on a monday, may", "may"), ("a student who may accept", None),
        ("the customer may take the loan; student", None), ("a student may be called in june", "jun"),
    ],
)  # fmt: skip
def test_may_is_a_month_or_a_verb(text: str, month: str | None) -> None:
    description = read_description(text)
    assert description.fields.get("month") == month
    assert "may" not in [one.words for one in description.unused]


def test_words_without_meaning_are_not_called_unused() -> None:
    text = "Would you please predict how likely it is that a 35-year-old married student will accept our offer?"
    assert read_description(text).unused == []


def test_former_work_of_a_retired_person_is_no_second_job() -> None:
    assert read_description("a retired engineer, 71").fields == {"age": 71, "job": "retired"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("age 300", "age is 300"),
        ("age=300; job=student; marital=single", "age is 300"),
        ("age=30; job=astronaut; marital=single", "job is “astronaut”; it must be one of"),
        ('{"age": "old", "job": "student", "marital": "single"}', "not a whole number"),
        ("a 30-year-old student, age 45", "given twice, as 30 and as 45"),
        ("a married student, single", "marital status is given twice"),
        ("age=30; age=31; job=student", "given twice"),
        ("never called before, called 5 days ago", "contradict"),
        ("age,job,marital\n30,student,single\n31,retired,married", "2 rows"),
    ],
)
def test_contradictions_and_impossible_values_are_named(text: str, words: str) -> None:
    with pytest.raises(ToolError) as refusal:
        read_description(text)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_long_nonsense_names_a_few_pieces() -> None:
    unused = read_description("student, " + ", ".join(f"zork{n}" for n in range(60))).unused
    assert len(unused) == 13
    assert unused[-1].words == "48 more"
