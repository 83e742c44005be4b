"""The names of languages."""

import pytest

from agents.language_names import MASK, language_code, language_name, mask_names, starting_code


@pytest.mark.parametrize(
    ("name", "code"),
    [("French", "fr"), ("francés", "fr"), ("Französisch", "fr"), ("法语", "fr"), ("français", "fr"), ("FR", "fr"),
     ("Mandarin", "zh"), ("Klingon", None), ("", None), ("x" * 10_000, None)],
)  # fmt: skip
def test_name_has_a_code(name: str, code: str | None) -> None:
    assert language_code(name) == code


def test_inflected_names_begin_a_text() -> None:
    assert starting_code("spanischen Verbs") == "es"
    assert starting_code("the verb") == ""
    assert language_name("fr") == "French"
    assert language_name("xx") == "xx"


def test_names_are_masked_as_whole_words() -> None:
    assert mask_names("47 in french") == f"47 in {MASK * 6}"
    assert mask_names("frenchman") == "frenchman"
    assert mask_names("用法语怎么说") == f"用{MASK * 2}怎么说"
