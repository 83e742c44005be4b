"""openid-client, an OpenID client certified by the OpenID Foundation, signs in at the running local login."""

from __future__ import annotations

from aiohttp import ClientSession
from yarl import URL

from infra.local.supervisor import LocalCloud
from tests.infra.local.people import visit
from tests.support.npm import script


async def test_it_accepts_the_login_without_exceptions(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    client = cloud.account.client
    async with script("openid_client.mjs") as running:
        known = {"issuer": client.issuer, "id": client.client_id, "secret": client.client_secret}
        await running.tell(known | {"redirect_uri": client.callback_urls[0]})
        while "visit" in (answer := await running.hear()):
            await running.tell(str(await visit(http, URL(answer["visit"], encoded=True), user)))
    sub = next(known.sub for known in cloud.account.users() if known.username == user)
    assert answer["silent"] == ["login_required", True]
    claims = answer["claims"]
    assert (claims["sub"], claims["email_verified"], claims["aud"]) == (sub, True, client.client_id)
    assert "name" not in claims  # the scope asked for the e-mail address alone
    email = {"email": f"{user}@example.com", "email_verified": "true"}
    assert answer["info"] == {"sub": sub, "username": user} | email
    assert answer["scope"] == answer["refreshed"] == "openid email"
    assert answer["unscoped"] == "openid email profile"
    assert answer["posted"] == sub
    for form in ("basic", "post", "none"):
        assert answer["wrong"][form] in (["invalid_client", True], ["OAUTH_WWW_AUTHENTICATE_CHALLENGE", True])
    assert answer["revoked"]["refresh"] == ["invalid_grant", True]
    assert answer["revoked"]["info"] == ["OAUTH_WWW_AUTHENTICATE_CHALLENGE", True]
    assert answer["revoked"]["other"] == sub
