"""The moments that stores write."""

from datetime import datetime

from chat.history.timestamps import epoch_seconds, expiry_after, utc_now


def test_moments_sort_as_text_and_name_their_zone() -> None:
    first, second = utc_now(), utc_now()
    assert first <= second
    assert first.endswith("Z")
    assert len(first) == len("2026-11-24T12:00:00.000000Z")
    assert datetime.fromisoformat(first).utcoffset() is not None


def test_expiry_is_in_seconds_since_the_epoch() -> None:
    assert expiry_after(None) is None
    before = epoch_seconds()
    expiry = expiry_after(2)
    assert expiry is not None
    assert before + 2 * 86400 <= expiry <= epoch_seconds() + 2 * 86400
