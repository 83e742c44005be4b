"""Metrics for CloudWatch, logged in its embedded metric format: no agent, no calls."""

import logging
import time
from collections.abc import Mapping
from typing import Any

NAMESPACE = "TeachersAssistant"
# Every metric and its unit; docs/operations.md says what each counts, and a test keeps the two in step.
UNITS = {
    "ActiveSessions": "Count",
    "FirstToken": "Milliseconds",
    "GuardrailBlocks": "Count",
    "GuardrailMasks": "Count",
    "InputTokens": "Count",
    "LostWrites": "Count",
    "OutputTokens": "Count",
    "RunningAnswers": "Count",
    "UnconfirmedResults": "Count",
    "WaitingQuestions": "Count",
}


def measured(values: Mapping[str, float]) -> dict[str, Any]:
    """Return the `extra` of a log line that carries metrics.

    Args:
        values: Each metric and its value.

    Raises:
        KeyError: If a metric is not in `UNITS`.
    """
    metrics = [{"Name": name, "Unit": UNITS[name]} for name in values]
    directive = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": metrics}
    return {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}, **values}


def log(logger: logging.Logger, event: str, name: str, value: int = 1, **extra: object) -> None:
    """Log an error and count it as a metric."""
    logger.error(event, extra={**measured({name: value}), **extra})


def record(logger: logging.Logger, event: str, values: Mapping[str, float], **extra: object) -> None:
    """Log an event and what was measured."""
    logger.info(event, extra={**measured(values), **extra})
