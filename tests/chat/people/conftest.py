"""The local user pool behind Cognito's API, and two people who open the page "People"."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.aws import AwsSession
from chat.history.sqlite.store import SqliteStore
from chat.people.directory import PeopleDirectory
from infra.local.aws_apis.account import EmulatedAccount
from infra.local.aws_apis.parameters import EMBEDDED_MODEL
from infra.local.aws_apis.server import AwsServer
from infra.local.aws_apis.state import fresh_state
from infra.local.keys import PoolKey
from infra.local.ports import listen

REGION = "eu-central-1"  # apart from the clouds of other tests in this process


class LocalPool:
    """The pool of `make run`: alice is an administrator, bob is not.

    Attributes:
        account: What the API changes.
        mail: What Cognito would have sent: names and temporary passwords.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.mail: list[tuple[str, str]] = []
        self.account = EmulatedAccount(REGION, "http://localhost:1", url, lambda *letter: self.mail.append(letter))
        self._state, self._key = fresh_state(EMBEDDED_MODEL), PoolKey.generate()

    def refill(self) -> None:
        self.account.restore(self._state, self._key)
        self.mail.clear()

    def sub(self, username: str) -> str:
        return str(self.account.pool.users[username].id)

    def groups(self, username: str) -> set[str]:
        return {group.group_name for group in self.account.pool.users[username].groups}


@pytest.fixture(scope="package")
def cloud() -> Iterator[tuple[LocalPool, PeopleDirectory]]:
    """The pool and a client of it, for all tests: a client takes longer to make than a test to run."""
    listening = listen(0)
    local = LocalPool(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server = AwsServer(listening)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("ACCESS_KEY_ID", "local"), ("SECRET_ACCESS_KEY", "local"), ("ENDPOINT_URL", local.url)):
            patch.setenv(f"AWS_{name}", value)
        local.refill()
        opened = PeopleDirectory(AwsSession(REGION), local.account.client.pool_id)
        opened._client.get()
    yield local, opened
    opened.close()
    server.stop()
    local.account.clear()


@pytest.fixture
def local(cloud: tuple[LocalPool, PeopleDirectory]) -> LocalPool:
    cloud[0].refill()
    return cloud[0]


@pytest.fixture
def user_pool(cloud: tuple[LocalPool, PeopleDirectory]) -> PeopleDirectory:
    return cloud[1]


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "history.db")
