"""The identity headers that the load balancer adds, signed as AWS signs them."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from infra.local.keys import SigningKey
from infra.local.load_balancer.session import Session

LIFETIME_SECONDS = 120
_COORDINATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs in the name of one load balancer for one app client."""

    key: SigningKey
    load_balancer_arn: str
    issuer: str
    client_id: str

    def headers(self, session: Session) -> dict[str, str]:
        """The three headers for a request of this session."""
        return {
            "x-amzn-oidc-data": self.token(session.claims),
            "x-amzn-oidc-identity": session.claims.get("sub", ""),
            "x-amzn-oidc-accesstoken": session.access_token,
        }

    def token(self, claims: Mapping[str, str]) -> str:
        """An ES256 token; its base64 keeps the `=` padding, which is part of what is signed."""
        expires = int(time.time()) + LIFETIME_SECONDS
        header = {
            "typ": "JWT",
            "kid": self.key.kid,
            "alg": "ES256",
            "iss": self.issuer,
            "client": self.client_id,
            "signer": self.load_balancer_arn,
            "exp": expires,
        }
        payload = {**claims, "exp": expires, "iss": self.issuer}
        signed = f"{_encode_json(header)}.{_encode_json(payload)}"
        der = self.key.private.sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
        r, s = utils.decode_dss_signature(der)
        raw = r.to_bytes(_COORDINATE_BYTES, "big") + s.to_bytes(_COORDINATE_BYTES, "big")
        return f"{signed}.{_encode(raw)}"


def _encode_json(content: Mapping[str, object]) -> str:
    return _encode(json.dumps(content, separators=(",", ":")).encode())


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()
