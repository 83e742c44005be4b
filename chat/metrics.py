"""Numbers for CloudWatch, written as log lines in its embedded metric format: no agent, no calls."""

import logging
import time
from typing import Any

NAMESPACE = "TeachersAssistant"


def count(name: str, value: int = 1) -> dict[str, Any]:
    """The `extra` of a log line that counts something.

    Args:
        name: The metric.
        value: How many.
    """
    metric = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": [{"Name": name, "Unit": "Count"}]}
    return {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [metric]}, name: value}


def log(logger: logging.Logger, event: str, name: str, value: int = 1, **extra: object) -> None:
    """Log that something happened, and count it."""
    logger.error(event, extra={**count(name, value), **extra})
