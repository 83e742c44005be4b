"""The keys of edge and user pool: two signing key pairs, a cookie key, and the endpoint of the edge's public key."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from infra.local.errors import StartError
from infra.local.storage import write_private

_SEAL_BYTES = 32
_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An EC P-256 key pair and the id under which its public half is published."""

    kid: str
    private: ec.EllipticCurvePrivateKey

    @property
    def public_pem(self) -> bytes:
        """The public half, as the ALB's key site serves it."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


@dataclass(frozen=True, slots=True)
class PoolKey:
    """The RSA key pair with which the user pool signs its tokens."""

    pem: str
    jwk: dict[str, str]

    @property
    def kid(self) -> str:
        """The key's id."""
        return self.jwk["kid"]

    @classmethod
    def of(cls, private: rsa.RSAPrivateKey) -> PoolKey:
        """The key pair, with its public half as a JWK whose id is its thumbprint (RFC 7638)."""
        numbers = private.public_key().public_numbers()
        named = {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
        digest = hashlib.sha256(json.dumps(named, separators=(",", ":"), sort_keys=True).encode()).digest()
        return cls(_private_pem(private).decode(), named | {"kid": _text(digest), "alg": "RS256", "use": "sig"})

    @classmethod
    def generate(cls) -> PoolKey:
        """A new key pair."""
        return cls.of(rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS))


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets that the edge and the user pool keep between runs."""

    signing: SigningKey
    seal: bytes
    pool: PoolKey

    @classmethod
    def in_directory(cls, directory: Path) -> Keys:
        """Loads the keys of a directory; generates them on the first run.

        Raises:
            StartError: when a key file is there but is not a key.
        """
        directory.mkdir(mode=0o700, exist_ok=True)
        return cls(_signing_key(directory), _seal_key(directory / "seal.key"), _pool_key(directory / "pool.key"))


def _signing_key(directory: Path) -> SigningKey:
    found = sorted(directory.glob("*.pem"))
    if not found:
        private = ec.generate_private_key(ec.SECP256R1())
        kid = str(uuid.uuid4())
        write_private(directory / f"{kid}.pem", _private_pem(private))
        return SigningKey(kid, private)
    path = found[0]
    try:
        kid = str(uuid.UUID(path.stem))
        loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _damaged(path) from error
    if not isinstance(loaded, ec.EllipticCurvePrivateKey) or not isinstance(loaded.curve, ec.SECP256R1):
        raise _damaged(path)
    return SigningKey(kid, loaded)


def _pool_key(path: Path) -> PoolKey:
    if not path.exists():
        new = PoolKey.generate()
        write_private(path, new.pem.encode())
        return new
    try:
        loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _damaged(path) from error
    if not isinstance(loaded, rsa.RSAPrivateKey):
        raise _damaged(path)
    return PoolKey.of(loaded)


def _private_pem(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _number(value: int) -> str:
    return _text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _seal_key(path: Path) -> bytes:
    if not path.exists():
        write_private(path, os.urandom(_SEAL_BYTES))
    key = path.read_bytes()
    if len(key) != _SEAL_BYTES:
        raise _damaged(path)
    return key


def _damaged(path: Path) -> StartError:
    return StartError(f"{path} is damaged; delete it and start again (everyone then signs in once more).")


def key_site(key: SigningKey) -> web.Application:
    """The site of public signing keys: `GET /{kid}` answers the PEM of that key and of no other."""

    async def public_key(request: web.Request) -> web.Response:
        if request.match_info["kid"] != key.kid:
            raise web.HTTPNotFound
        return web.Response(body=key.public_pem, content_type="application/x-pem-file")

    application = web.Application()
    application.router.add_get("/{kid}", public_key)
    return application
