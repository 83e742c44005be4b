"""A load balancer's signing side for tests: keys, tokens, and the endpoint that publishes the keys."""

import base64
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.support.serving import serving

ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/test/50dc6c495c0c9188"
ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test"
CLIENT = "1example23456789"


def b64(data: bytes) -> str:
    """Base64url with padding, as the ALB writes it."""
    return base64.urlsafe_b64encode(data).decode()


@dataclass
class Alb:
    """Signs tokens like the real one, and badly when asked to."""

    private_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    kid: str = field(default_factory=lambda: str(uuid.uuid4()))

    def pem(self) -> bytes:
        public = self.private_key.public_key()
        return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def header(self, **changes: Any) -> dict[str, Any]:
        base = {
            "typ": "JWT",
            "kid": self.kid,
            "alg": "ES256",
            "iss": ISSUER,
            "client": CLIENT,
            "signer": ARN,
            "exp": int(time.time()) + 120,
        }
        return _changed(base, changes)

    def payload(self, sub: Any = "alice-sub", **changes: Any) -> dict[str, Any]:
        base = {
            "sub": sub,
            "email_verified": "true",
            "name": "Alice",
            "email": "alice@example.com",
            "username": "alice",
            "exp": int(time.time()) + 120,
            "iss": ISSUER,
        }
        return _changed(base, changes)

    def sign(self, header: dict[str, Any] | str, payload: dict[str, Any] | str) -> str:
        parts = [part if isinstance(part, str) else json.dumps(part) for part in (header, payload)]
        signed = ".".join(b64(part.encode()) for part in parts)
        der = self.private_key.sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
        r, s = decode_dss_signature(der)
        return f"{signed}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def token(self, sub: Any = "alice-sub", header: dict[str, Any] | None = None, **payload: Any) -> str:
        return self.sign(self.header(**(header or {})), self.payload(sub, **payload))

    def headers(self, sub: str = "alice-sub", **payload: Any) -> dict[str, str]:
        """What the ALB adds to a request of this person."""
        return {"x-amzn-oidc-data": self.token(sub, **payload), "x-amzn-oidc-identity": sub}


REMOVE = object()


def _changed(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**base, **changes}.items() if value is not REMOVE}


@dataclass
class KeyEndpoint:
    """Publishes keys over real HTTP, and counts, delays or fails as told."""

    url: str
    keys: dict[str, bytes]
    asked: list[str]
    delay: float = 0.0
    status: int = 200


@contextmanager
def key_endpoint(*albs: Alb) -> Iterator[KeyEndpoint]:
    """Run a key endpoint on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kid = self.path.lstrip("/")
            endpoint.asked.append(kid)
            time.sleep(endpoint.delay)
            pem = endpoint.keys.get(kid)
            status = endpoint.status if pem is not None or endpoint.status != 200 else 404
            try:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(pem or b"")
            except OSError:
                pass  # the client gave up waiting, which is what some tests want

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint = KeyEndpoint(f"http://127.0.0.1:{server.server_port}", {alb.kid: alb.pem() for alb in albs}, [])
    with serving(server):
        yield endpoint
