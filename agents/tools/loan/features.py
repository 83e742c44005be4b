"""The 59 features of a customer, in the order in which the models take them.

They come from the UCI Bank Marketing data set: S. Moro, P. Cortez, P. Rita, "A Data-Driven Approach to Predict the
Success of Bank Telemarketing", Decision Support Systems 62 (2014), CC BY 4.0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Vector = tuple[float, ...]

NEVER = 999
"""The value of `pdays` for a customer who was never contacted before."""
NOT_WORKING = ("retired", "student", "unemployed")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number about the customer.

    Args:
        name: Its name in the data set.
        title: The name that people read.
        low: The smallest possible value.
        high: The largest possible value.
        usual: The most common value.
    """

    name: str
    title: str
    low: int
    high: int
    usual: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values; each is a feature of its own that is 0 or 1.

    Args:
        name: Its name in the data set.
        title: The name that people read.
        values: The possible values, in the order of the features.
        usual: The most common value.
    """

    name: str
    title: str
    values: tuple[str, ...]
    usual: str


QUANTITIES = (
    Quantity("age", "age", 17, 110, 38),
    Quantity("campaign", "calls in this campaign", 1, 100, 1),
    Quantity("pdays", "days since the last campaign's call", 0, NEVER, NEVER),
    Quantity("previous", "calls before this campaign", 0, 50, 0),
)
FLAGS = ("no_previous_contact", "not_working")
CHOICES = (
    Choice(
        "job",
        "job",
        ("admin.", "blue-collar", "entrepreneur", "housemaid", "management", "retired", "self-employed", "services",
         "student", "technician", "unemployed", "unknown"),
        "admin.",
    ),
    Choice("marital", "marital status", ("divorced", "married", "single", "unknown"), "married"),
    Choice(
        "education",
        "education",
        ("basic.4y", "basic.6y", "basic.9y", "high.school", "illiterate", "professional.course", "university.degree",
         "unknown"),
        "university.degree",
    ),
    Choice("default", "credit in default", ("no", "unknown", "yes"), "no"),
    Choice("housing", "housing loan", ("no", "unknown", "yes"), "yes"),
    Choice("loan", "personal loan", ("no", "unknown", "yes"), "no"),
    Choice("contact", "called on", ("cellular", "telephone"), "cellular"),
    Choice("month", "month", ("apr", "aug", "dec", "jul", "jun", "mar", "may", "nov", "oct", "sep"), "may"),
    Choice("day_of_week", "weekday", ("fri", "mon", "thu", "tue", "wed"), "thu"),
    Choice("poutcome", "last campaign", ("failure", "nonexistent", "success"), "nonexistent"),
)  # fmt: skip

NAMES: tuple[str, ...] = (
    *(quantity.name for quantity in QUANTITIES),
    *FLAGS,
    *(f"{choice.name}_{value}" for choice in CHOICES for value in choice.values),
)
"""The name of each feature, in order."""

_TITLES = {field.name: field.title for field in (*QUANTITIES, *CHOICES)}
_GROUP_OF_FIELD = {
    "pdays": "earlier contacts",
    "previous": "earlier contacts",
    "no_previous_contact": "earlier contacts",
    "poutcome": "earlier contacts",
    "not_working": "job",
}
GROUPS: tuple[str, ...] = tuple(
    _GROUP_OF_FIELD.get(field, _TITLES.get(field, field))
    for field in (
        *(quantity.name for quantity in QUANTITIES),
        *FLAGS,
        *(choice.name for choice in CHOICES for _ in choice.values),
    )
)
"""The fact that each feature is about, in order, in words; several features may share one."""

_VALUE_TITLES = {
    "admin.": "office worker", "cellular": "mobile phone", "telephone": "landline", "nonexistent": "none",
    "failure": "refused", "success": "accepted", "basic.4y": "4 years of school", "basic.6y": "6 years of school",
    "basic.9y": "9 years of school", "high.school": "high school", "professional.course": "vocational course",
    "university.degree": "university degree",
    "apr": "April", "aug": "August", "dec": "December", "jul": "July", "jun": "June", "mar": "March", "may": "May",
    "nov": "November", "oct": "October", "sep": "September",
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
}  # fmt: skip


def encode(customer: Mapping[str, int | str]) -> Vector:
    """Return the features of a customer; every field is given by its name in the data set."""
    quantities = [float(customer[quantity.name]) for quantity in QUANTITIES]
    flags = [float(customer["pdays"] == NEVER), float(customer["job"] in NOT_WORKING)]
    hot = [float(customer[choice.name] == value) for choice in CHOICES for value in choice.values]
    return (*quantities, *flags, *hot)


def decode(vector: Sequence[float]) -> dict[str, int | str]:
    """Return the fields of a customer; the inverse of `encode`."""
    customer: dict[str, int | str] = {
        quantity.name: int(value) for quantity, value in zip(QUANTITIES, vector, strict=False)
    }
    position = len(QUANTITIES) + len(FLAGS)
    for choice in CHOICES:
        part = vector[position : position + len(choice.values)]
        customer[choice.name] = choice.values[list(part).index(1)]
        position += len(choice.values)
    return customer


def format_field(name: str, value: int | str) -> str:
    """Return a field as people read it, such as `called on: mobile phone`."""
    if name == "pdays" and value == NEVER:
        return f"{_TITLES[name]}: never called, or not known"
    return f"{_TITLES[name]}: {_VALUE_TITLES.get(str(value), value)}"
