"""A user pool that signs access tokens, with groups in them."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from jose import jwk, jwt

from tests.support.alb import CLIENT, ISSUER

SUB = "alice-sub"


@dataclass
class Pool:
    """A user pool that signs access tokens."""

    kid: str = "pool-key"
    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def jwks(self) -> bytes:
        public = jwk.construct(self.private.public_key(), "RS256").to_dict()
        return json.dumps({"keys": [{**public, "kid": self.kid}, {"kty": "EC", "kid": "other"}]}).encode()

    def token(self, kid: str | None = None, **changes: Any) -> str:
        claims = {
            "sub": SUB,
            "iss": ISSUER,
            "client_id": CLIENT,
            "token_use": "access",
            "exp": int(time.time()) + 600,
            "cognito:groups": ["admins", "staff"],
        }
        claims = {name: value for name, value in {**claims, **changes}.items() if value is not None}
        key = jwk.construct(self.private, "RS256")
        token: str = jwt.encode(claims, key, "RS256", headers={"kid": kid or self.kid})
        return token
