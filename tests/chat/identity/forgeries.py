"""Requests that forge who sends them, each with the check that refuses it."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.alb import REMOVE, Alb, b64

Headers = list[tuple[str, str]]
SUB = "alice-sub"
OTHER_ARN = "arn:aws:elasticloadbalancing:us-east-1:999999999999:loadbalancer/app/evil/50dc6c495c0c9188"
NEVER_SEEN = "00000000-1111-2222-3333-444444444444"


@dataclass(frozen=True)
class Forgery:
    """One forged request.

    Attributes:
        name: What is wrong with it.
        check: Name of the check that refuses it.
        build: Makes the identity headers.
    """

    name: str
    check: str
    build: Callable[[Alb], Headers]


def sent(token: str, identity: str = SUB) -> Headers:
    return [("x-amzn-oidc-data", token), ("x-amzn-oidc-identity", identity)]


def signed(alb: Alb) -> Headers:
    """The headers of a valid token."""
    return sent(alb.token())


def _header(name: str, check: str, **changes: Any) -> Forgery:
    return Forgery(name, check, lambda alb: sent(alb.token(header=changes)))


def _payload(name: str, check: str, **changes: Any) -> Forgery:
    return Forgery(name, check, lambda alb: sent(alb.token(**changes)))


def _sub(name: str, sub: Any) -> Forgery:
    identity = sub if isinstance(sub, str) and sub.isascii() and sub.isprintable() else SUB
    return Forgery(name, "subject", lambda alb: sent(alb.token(sub), identity))


def _token(name: str, check: str, change: Callable[[Alb], str]) -> Forgery:
    return Forgery(name, check, lambda alb: sent(change(alb)))


def _segments(alb: Alb) -> list[str]:
    return alb.token().split(".")


def _hs256(secret: Callable[[Alb], bytes]) -> Callable[[Alb], str]:
    def build(alb: Alb) -> str:
        signed = f"{b64(json.dumps(alb.header(alg='HS256')).encode())}.{b64(json.dumps(alb.payload()).encode())}"
        return f"{signed}.{b64(hmac.new(secret(alb), signed.encode(), hashlib.sha256).digest())}"

    return build


def _der_signature(alb: Alb) -> str:
    header, payload, _ = _segments(alb)
    der = alb.private_key.sign(f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    return f"{header}.{payload}.{b64(der)}"


def _swap(alb: Alb, index: int, value: dict[str, Any]) -> str:
    segments = _segments(alb)
    segments[index] = b64(json.dumps(value).encode())
    return ".".join(segments)


def _stripped(alb: Alb) -> str:
    # A claim chosen so that the payload is padded: the padding belongs to the signed bytes.
    for filler in ("", "a", "aa"):
        token = alb.token(nickname=filler)
        header, payload, signature = token.split(".")
        if payload.endswith("="):
            return f"{header}.{payload.rstrip('=')}.{signature}"
    raise AssertionError("no payload was padded")


def _doubled(segment: str, name: str) -> Callable[[Alb], str]:
    def build(alb: Alb) -> str:
        parts = {"header": json.dumps(alb.header()), "payload": json.dumps(alb.payload())}
        value = json.loads(parts[segment])[name]
        parts[segment] = parts[segment][:-1] + f", {json.dumps(name)}: {json.dumps(value)}}}"
        return alb.sign(parts["header"], parts["payload"])

    return build


def _json_time(segment: str, literal: str) -> Callable[[Alb], str]:
    def build(alb: Alb) -> str:
        parts = {"header": json.dumps(alb.header(exp="#")), "payload": json.dumps(alb.payload(exp="#"))}
        parts[segment] = parts[segment].replace('"#"', literal)
        other = "payload" if segment == "header" else "header"
        parts[other] = parts[other].replace('"#"', str(int(time.time()) + 60))
        return alb.sign(parts["header"], parts["payload"])

    return build


ALGORITHMS = [
    _token(
        "alg none, no signature", "shape", lambda alb: ".".join(alb.token(header={"alg": "none"}).split(".")[:2]) + "."
    ),
    _header("alg none, signature kept", "algorithm", alg="none", kid=NEVER_SEEN),
    _header("alg ES384 in name only", "algorithm", alg="ES384", kid=NEVER_SEEN),
    _header("alg RS256 in name only", "algorithm", alg="RS256", kid=NEVER_SEEN),
    _header("alg in lower case", "algorithm", alg="es256", kid=NEVER_SEEN),
    _header("alg missing", "algorithm", alg=REMOVE, kid=NEVER_SEEN),
    _header("alg a list", "algorithm", alg=["ES256"], kid=NEVER_SEEN),
    _token("HMAC keyed with the public PEM", "shape", _hs256(lambda alb: alb.pem())),
    _token(
        "HMAC keyed with the public DER",
        "shape",
        _hs256(lambda alb: base64.b64decode("".join(alb.pem().decode().splitlines()[1:-1]))),
    ),
]

ORIGINS = [
    _header("another load balancer (ALBeast)", "signer", signer=OTHER_ARN),
    _header("no signer", "signer", signer=REMOVE),
    _header("signer a list", "signer", signer=[OTHER_ARN]),
    _header("signer with a space", "signer", signer=Alb().header()["signer"] + " "),
    _header("signer empty", "signer", signer=""),
    _header("another client", "client", client="2example"),
    _header("no client", "client", client=REMOVE),
    _header("client null", "client", client=None),
    _header("another pool in the header", "issuer", iss="https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Evil"),
    _header("no pool in the header", "issuer", iss=REMOVE),
    _header("pool with a slash", "issuer", iss=Alb().header()["iss"] + "/"),
    _payload("another pool in the claims", "signed_issuer", iss="https://evil.example.com"),
    _payload("no pool in the claims", "signed_issuer", iss=REMOVE),
]

TIMES = [
    _header("header expired", "expiry", exp=int(time.time()) - 60),
    _header("header expiry missing", "expiry", exp=REMOVE),
    _header("header expiry a string", "expiry", exp=str(int(time.time()) + 60)),
    _header("header expiry true", "expiry", exp=True),
    _header("header expiry null", "expiry", exp=None),
    _header("header expiry negative", "expiry", exp=-1),
    _token("header expiry NaN", "expiry", _json_time("header", "NaN")),
    _token("header expiry Infinity", "expiry", _json_time("header", "Infinity")),
    _token("header expiry 1e999", "expiry", _json_time("header", "1e999")),
    _token("header expiry of 400 digits", "expiry", _json_time("header", "9" * 400)),
    _token("header expiry of 5,000 digits", "present", _json_time("header", "9" * 5000)),
    _payload("claims expired", "signed_expiry", exp=int(time.time()) - 60),
    _payload("claims expiry missing", "signed_expiry", exp=REMOVE),
    _payload("claims expiry a list", "signed_expiry", exp=[int(time.time()) + 60]),
    _header("not before tomorrow, header", "not_before", nbf=int(time.time()) + 86_400),
    _payload("not before tomorrow, claims", "not_before", nbf=int(time.time()) + 86_400),
    _payload("not before a string", "not_before", nbf="0"),
]

KEYS = [
    _header("no key id", "key_id", kid=REMOVE),
    _header("key id walks to another bucket", "key_id", kid="../evil-bucket/key"),
    _header("key id a URL", "key_id", kid="https://evil.example.com/key"),
    _header("key id a UUID and more", "key_id", kid=f"{NEVER_SEEN}/../x"),
    _header("key id with a newline", "key_id", kid=f"{NEVER_SEEN}\n"),
    _header("key id a number", "key_id", kid=7),
    _header("key id empty", "key_id", kid=""),
    _header("key id unknown", "signature", kid=str(uuid.uuid4())),
    Forgery("signed with a stranger's key", "signature", lambda alb: sent(Alb(kid=alb.kid).token())),
]

SHAPES = [
    _token("empty", "present", lambda alb: ""),
    _token("one word", "present", lambda alb: "token"),
    _token("two segments", "present", lambda alb: ".".join(_segments(alb)[:2])),
    _token("four segments", "shape", lambda alb: alb.token() + "." + b64(b"more")),
    _token("junk after the signature", "shape", lambda alb: alb.token() + "junk"),
    _token("a dot after the signature", "shape", lambda alb: alb.token() + "."),
    _token("a space inside", "shape", lambda alb: alb.token()[:-20] + " " + alb.token()[-20:]),
    _token("DER signature", "shape", _der_signature),
    _token("signature cut short", "shape", lambda alb: alb.token()[:-8]),
    _token("signature all zeros", "signature", lambda alb: ".".join([*_segments(alb)[:2], b64(bytes(64))])),
    _token("signature changed", "signature", lambda alb: ".".join([*_segments(alb)[:2], b64(b"\x01" * 64)])),
    _token("claims changed", "signature", lambda alb: _swap(alb, 1, alb.payload("bob-sub"))),
    _token("header changed", "signature", lambda alb: _swap(alb, 0, alb.header(typ="JWS"))),
    _token("padding stripped", "signature", _stripped),
    _token("header an array", "present", lambda alb: alb.sign("[]", json.dumps(alb.payload()))),
    _token("claims an array", "present", lambda alb: alb.sign(json.dumps(alb.header()), "[]")),
    _token("header not JSON", "present", lambda alb: alb.sign("{", json.dumps(alb.payload()))),
    _token("claims nested 10,000 deep", "present", lambda alb: alb.sign(json.dumps(alb.header()), "[" * 9_000)),
    _token("a name twice in the header", "unique_names", _doubled("header", "signer")),
    _token("a name twice in the claims", "unique_names", _doubled("payload", "sub")),
    _header("a critical extension", "no_critical_extension", crit=["b64"], b64=False),
    _payload("20 KB of claims", "size", note="x" * 20_000),
]

HEADERS = [
    Forgery("no token", "present", lambda alb: [("x-amzn-oidc-identity", SUB)]),
    Forgery("two tokens", "single_headers", lambda alb: [*sent(alb.token()), ("x-amzn-oidc-data", alb.token("bob"))]),
    Forgery(
        "the same token twice", "single_headers", lambda alb: [("X-Amzn-Oidc-Data", alb.token()), *sent(alb.token())]
    ),
    Forgery("two tokens joined by a comma", "shape", lambda alb: sent(f"{alb.token()}, {alb.token('bob')}")),
    Forgery("two identities", "single_headers", lambda alb: [*sent(alb.token()), ("x-amzn-oidc-identity", SUB)]),
    Forgery(
        "two access tokens",
        "single_headers",
        lambda alb: [*sent(alb.token()), ("x-amzn-oidc-accesstoken", "a"), ("x-amzn-oidc-accesstoken", "b")],
    ),
    Forgery("no identity", "identity", lambda alb: [("x-amzn-oidc-data", alb.token())]),
    Forgery("identity of another", "identity", lambda alb: sent(alb.token(), "bob-sub")),
    Forgery("identity in other case", "identity", lambda alb: sent(alb.token(), SUB.upper())),
    Forgery("identity empty", "identity", lambda alb: sent(alb.token(), "")),
    Forgery(
        "token with an underscore twin",
        "no_underscore_names",
        lambda alb: [*sent(alb.token()), ("x_amzn_oidc_data", "x")],
    ),
    Forgery(
        "identity with a twin",
        "no_underscore_names",
        lambda alb: [*sent(alb.token()), ("X-Amzn_Oidc-Identity", "bob-sub")],
    ),
    Forgery("only the underscore spelling", "present", lambda alb: [("x_amzn_oidc_data", alb.token())]),
]

SUBJECTS = [
    Forgery("no subject", "subject", lambda alb: sent(alb.token(REMOVE))),
    _sub("subject empty", ""),
    _sub("subject blank", "   "),
    _sub("subject a number", 7),
    _sub("subject null", None),
    _sub("subject a list", [SUB]),
    _sub("subject of 300 characters", "a" * 300),
    _sub("subject with a control character", "alice\u0000"),
]

ALL = [*ALGORITHMS, *ORIGINS, *TIMES, *KEYS, *SHAPES, *HEADERS, *SUBJECTS]
