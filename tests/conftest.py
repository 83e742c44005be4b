"""Two workers share the tests, a file at a time; one of them has all that drives a browser."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/e2e/"
FIRST = "test_first_answer.py"  # needs the temporary passwords


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a worker a whole file, or all the browser tests."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.split("::", 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The longest first, so that it does not run alone at the end.
    items.sort(key=lambda item: (not item.nodeid.startswith(BROWSER), item.path.name != FIRST))
