"""The moments that stores write: when something happened, and when it expires."""

from datetime import UTC, datetime, timedelta

TOMBSTONE_DAYS = 30  # for which a deleted conversation keeps late writes from bringing it back


def utc_now() -> str:
    """Return the present moment in ISO 8601, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def epoch_seconds() -> int:
    """Return the present moment in whole seconds since the epoch."""
    return int(datetime.now(UTC).timestamp())


def expiry_after(days: int | None) -> int | None:
    """Return when something written now expires, in seconds since the epoch.

    Args:
        days: How long it is kept; None if it is kept for ever.
    """
    return None if days is None else epoch_seconds() + int(timedelta(days=days).total_seconds())
