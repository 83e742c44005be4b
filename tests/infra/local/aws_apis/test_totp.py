from __future__ import annotations

import base64
import hashlib
import hmac
import time

import pytest

from infra.local.aws_apis.totp import STEP_SECONDS, matching_step, new_secret

SECRET = base64.b32encode(b"12345678901234567890").decode()


def code_at(secret: str, moment: float) -> str:
    """RFC 4226, 5.3, and RFC 6238, 4.2, computed in another way than the code does it."""
    digest = hmac.digest(base64.b32decode(secret), (int(moment) // STEP_SECONDS).to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.mark.parametrize(  # RFC 6238, appendix B, without the first two of its eight digits
    ("moment", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    assert code_at(SECRET, moment) == code
    assert matching_step(SECRET, code, lambda: moment) == moment // STEP_SECONDS


def test_a_clock_may_differ_by_one_step_and_not_by_two() -> None:
    secret, now = new_secret(), time.time()
    found = [matching_step(secret, code_at(secret, now + STEP_SECONDS * by), lambda: now) for by in (-2, -1, 0, 1, 2)]
    step = int(now) // STEP_SECONDS
    assert found == [None, step - 1, step, step + 1, None]


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "٢٨٧٠٨٢", "287082\0", " 287082"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert matching_step(SECRET, code, lambda: 59) is None


def test_without_a_secret_no_code_is_right() -> None:
    for secret in ("", "not base 32!"):
        assert matching_step(secret, "000000") is None
