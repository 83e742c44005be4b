"""What is read from pyproject.toml and from pytest's report, and the table that is made of them."""

from infra import upgrade_check

PYPROJECT = """
[project]
dependencies = ["chainlit==2.12.0", "httpx>=0.28", "python-jose[cryptography]>=3.5.0"]
[dependency-groups]
test = ["pytest>=8.4", "ruff>=0.14"]
"""
REPORT = """
<testsuites><testsuite>
<testcase classname="tests.a" name="test_one"/>
<testcase classname="tests.a" name="test_two">
<failure message="Failed: chainlit 3.0 no longer has a page; chat/x.py relies on it"/></testcase>
<testcase classname="tests.b" name="test_three"><error message="ImportError: gone&#10;more"/></testcase>
</testsuite></testsuites>
"""


def test_requirements_are_those_of_the_server_and_of_the_guards() -> None:
    assert upgrade_check.read_requirements(PYPROJECT) == {
        "chainlit": "chainlit==2.12.0",
        "httpx": "httpx>=0.28",
        "python-jose": "python-jose[cryptography]>=3.5.0",
        "pytest": "pytest>=8.4",
    }


def test_every_guarded_package_is_declared() -> None:
    declared = upgrade_check.read_requirements((upgrade_check.ROOT / "pyproject.toml").read_text("utf-8"))
    assert [name for name in upgrade_check.GUARDED if "==" not in declared[name]] == []


def test_failure_is_its_sentence_and_else_names_its_test() -> None:
    assert upgrade_check.read_report(REPORT) == (
        3,
        ["chainlit 3.0 no longer has a page; chat/x.py relies on it", "tests.b.test_three: ImportError: gone"],
    )


def test_table_says_which_guards_hold() -> None:
    declared = {name: f"{name}==1.0" for name in upgrade_check.GUARDED}
    rows = upgrade_check.make_rows(declared, {"chainlit": "3.0", "wsproto": "1.0"}, ["chainlit 3.0 no longer has x"])
    table = upgrade_check.format_table(rows).splitlines()
    assert table[0].split() == ["package", "pinned", "newest", "guards"]
    assert table[1].split() == ["chainlit", "1.0", "3.0", "1", "do", "not", "hold"]
    assert "wsproto          1.0     1.0     hold" in table
