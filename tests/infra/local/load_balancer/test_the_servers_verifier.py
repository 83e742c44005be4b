"""What the edge signs is what the chat server's own verifier believes, groups included."""

from __future__ import annotations

import json

import pytest
from aiohttp import ClientSession

from chat.identity.caller import Caller
from chat.identity.checks import TrustedIssuer
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier
from infra.local.supervisor import LocalCloud
from tests.infra.local.people import browser, sign_in
from tests.support.keys import NoLastKey


async def believed(cloud: LocalCloud, http: ClientSession) -> Caller:
    """Verify, as the chat server would, the headers that reach it for this browser."""
    async with http.get(f"{cloud.ports.public_url}/echo") as response:
        received = json.loads(await response.text())["headers"]
    settings = cloud.chat_environment
    client, issuer = settings["COGNITO_CLIENT_ID"], settings["COGNITO_ISSUER"]
    keys = KeyStore(settings["ALB_PUBLIC_KEYS_URL"], NoLastKey())
    groups = GroupReader(settings["COGNITO_JWKS_URL"], issuer, client)
    try:
        verifier = Verifier(TrustedIssuer(settings["ALB_ARN"], issuer, client), keys, groups)
        return await verifier.verify([(name.lower().encode(), value.encode()) for name, value in received])
    finally:
        await keys.close()
        await groups.close()


@pytest.mark.parametrize(("username", "administrator"), [("alice", True), ("bob", False)])
async def test_the_verifier_believes_the_edge(username: str, administrator: bool, cloud: LocalCloud) -> None:
    user = next(user for user in cloud.account.users() if user.username == username)
    assert user.password is not None
    async with browser() as http:
        await sign_in(http, cloud.ports.public_url, username, user.password)
        caller = await believed(cloud, http)
    assert (caller.sub, caller.is_administrator) == (user.sub, administrator)
    assert caller.name.lower().startswith(username)
