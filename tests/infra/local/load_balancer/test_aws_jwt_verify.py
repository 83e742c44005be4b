"""aws-jwt-verify, which AWS gives to servers behind its load balancer, verifies what the local edge and pool sign."""

from __future__ import annotations

import json
import time
from dataclasses import replace

from aiohttp import ClientSession
from cryptography.hazmat.primitives.asymmetric import ec

from infra.local.keys import Keys, SigningKey
from infra.local.load_balancer.signer import Signer
from infra.local.supervisor import LocalCloud
from tests.infra.local.people import PASSWORD, sign_in
from tests.support.npm import script


async def test_it_accepts_the_edge_and_refuses_forgers(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    account, client = cloud.account, cloud.account.client
    page = await sign_in(http, cloud.ports.public_url, user, PASSWORD)
    sent = dict(json.loads(page.html)["headers"])
    genuine = sent["x-amzn-oidc-data"]
    key = Keys.in_directory(cloud.data / "keys").signing
    signer = Signer(key, account.load_balancer_arn, client.issuer, client.client_id)
    claims = {"sub": "mallory"}
    header, payload, signature = genuine.split(".")
    other_key = SigningKey(key.kid, ec.generate_private_key(ec.SECP256R1()))
    tokens = {
        "genuine": genuine,
        "another key": replace(signer, key=other_key).token(claims),
        "unknown key": replace(signer, key=replace(other_key, kid="11111111-2222-3333-4444-555555555555")).token(
            claims
        ),
        "another load balancer": replace(signer, load_balancer_arn=signer.load_balancer_arn + "0").token(claims),
        "another client": replace(signer, client_id="somebody-else").token(claims),
        "another pool": replace(signer, issuer=client.issuer + "0").token(claims),
        "changed": ".".join((header, signer.token(claims).split(".")[1], signature)),
        "cut": f"{header}.{payload}.",
    }
    pool = {"issuer": client.issuer, "audience": client.client_id, "jwksUri": f"{client.issuer}/.well-known/jwks.json"}
    sub = next(known.sub for known in account.users() if known.username == user)
    granted = account.pool.grant(client.client_id, sub, "openid", auth_time=int(time.time()))
    assert granted is not None
    async with script("aws_jwt_verify.mjs") as running:
        alb = {"albArn": account.load_balancer_arn, "issuer": client.issuer, "clientId": client.client_id}
        question = {
            "alb": alb | {"jwksUri": cloud.ports.keys_url},
            "pool": pool,
            "tokens": tokens,
            "pool_tokens": {"genuine": granted.id_token, "changed": granted.id_token[:-8] + "AAAAAAAA"},
        }
        await running.tell(question)
        found = await running.hear()
    assert found["alb"].pop("genuine") == sub
    assert found["alb"] == {
        "another key": "JwtInvalidSignatureError",
        "unknown key": "Error",
        "another load balancer": "AlbJwtInvalidSignerError",
        "another client": "AlbJwtInvalidClientIdError",
        "another pool": "JwtInvalidIssuerError",
        "changed": "JwtInvalidSignatureError",
        "cut": "JwtParseError",
    }
    assert found["pool"] == {"genuine": sub, "changed": "JwtInvalidSignatureError"}
