"""What the gate costs a request, beside python-jose's signature check alone."""

import asyncio
import statistics
import time
from collections.abc import Callable

from jose import jwk, jws
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.identity.checks import TrustedIssuer
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier
from tests.support.alb import ARN, CLIENT, ISSUER, Alb, key_endpoint
from tests.support.gate import protected
from tests.support.keys import NoLastKey

ROUNDS, CALLS = 15, 200


def main() -> None:
    """Print the median CPU time of each, and the ratio."""
    alb = Alb()
    with key_endpoint(alb) as endpoint, asyncio.Runner() as runner:
        keys = KeyStore(endpoint.url, NoLastKey())
        verifier = Verifier(TrustedIssuer(ARN, ISSUER, CLIENT), keys, GroupReader("http://127.0.0.1:1", ISSUER, CLIENT))
        gate = protected(_behind, verifier)
        given = alb.headers()
        headers = _asgi(given)
        scope = {"type": "http", "method": "GET", "path": "/user", "headers": headers}
        key = jwk.construct(alb.pem().decode(), "ES256")
        runner.run(verifier.verify(headers))  # fetches the key

        measured = {
            "python-jose, signature only": lambda: [
                jws.verify(given["x-amzn-oidc-data"], key, ["ES256"]) for _ in range(CALLS)
            ],
            "verifier, every check": lambda: runner.run(_repeat(lambda: verifier.verify(headers))),
            "gate, request to answer": lambda: runner.run(_repeat(lambda: _call(gate, scope))),
        }
        costs: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(ROUNDS):
            for name, work in measured.items():  # in turn, so that all see the same machine
                costs[name].append(_cpu(work))
        endpoint.delay = 30.0
        begun = time.monotonic()
        runner.run(_call(gate, {**scope, "headers": _asgi(Alb().headers())}))
        waited = time.monotonic() - begun
        runner.run(_call(gate, scope))
    medians = {name: statistics.median(values) for name, values in costs.items()}
    floor = medians["python-jose, signature only"]
    for name, median in medians.items():
        print(f"  {name:30} {median * 1e6:6.0f} µs CPU   {median / floor:4.2f} x")
    print(f"  unknown key, endpoint hangs    {waited:6.2f} s to the 401; known keys go on working")


def _asgi(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) / CALLS


async def _repeat(call: Callable[[], object]) -> None:
    for _ in range(CALLS):
        await call()  # type: ignore[misc]


async def _call(app: ASGIApp, scope: Scope) -> None:
    await app(scope, _receive, _send)


async def _receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _send(message: Message) -> None:
    pass


async def _behind(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    main()
