"""Which facts an answer saved, as its metadata keeps them."""

from typing import Any

SAVED = "saved"


def saved_by(step: Any) -> list[str]:
    """Return the ids of the facts that a step says it saved."""
    return list((step.get("metadata") or {}).get(SAVED) or ())
