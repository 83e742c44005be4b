from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import ClientSession

from infra.local.aws_apis.account import EmulatedAccount
from infra.local.supervisor import LocalCloud
from tests.infra.local.people import PASSWORD, browser
from tests.infra.local.running import running_cloud


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    with running_cloud(tmp_path_factory.mktemp("cloud") / "data", environment={"PATH": "/usr/bin:/bin"}) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with browser() as session:
        yield session


def new_user(account: EmulatedAccount, permanent: bool = True) -> str:
    """A user of one test alone, with the password PASSWORD."""
    username = f"user-{secrets.token_hex(4)}"
    pool = account.client.pool_id
    attributes = [
        {"Name": "name", "Value": "Zoë"},
        {"Name": "email", "Value": f"{username}@example.com"},
        {"Name": "email_verified", "Value": "true"},
    ]
    account._idp.admin_create_user(pool, username, "SUPPRESS", PASSWORD, attributes)
    if permanent:
        account._idp.admin_set_user_password(pool, username, PASSWORD, True)
    return username


@pytest.fixture
def user(cloud: LocalCloud) -> str:
    return new_user(cloud.account)


@pytest.fixture
def newcomer(cloud: LocalCloud) -> str:
    return new_user(cloud.account, permanent=False)
