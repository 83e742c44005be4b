"""Two workers share the tests, a file at a time; one of them has all that drives a browser."""

import pytest

FIRST = "test_first_answer.py"


@pytest.hookimpl(tryfirst=True)  # before the workers read the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        browser = "tests/e2e/" in item.path.as_posix()
        item.add_marker(pytest.mark.xdist_group("browser" if browser else item.path.as_posix()))
    # The longest group first, so that it does not run alone at the end; in it what needs the temporary passwords.
    items.sort(key=lambda item: ("tests/e2e/" not in item.path.as_posix(), item.path.name != FIRST))
