"""Structured logs: one JSON object a line, on standard error."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

# Attributes of every record; any other attribute comes from `extra`.
_STANDARD_ATTRIBUTES = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


# The trace of the turn that is being answered, where turns are traced; tasks that it starts inherit it.
current_trace_id: ContextVar[str] = ContextVar("trace_id", default="")


class JsonFormatter(logging.Formatter):
    """Formats a record's constant text as `event` and its `extra` as fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in _STANDARD_ATTRIBUTES},
        }
        if trace_id := current_trace_id.get():
            line["trace_id"] = trace_id
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def configure(level: int = logging.INFO) -> None:
    """Send every logger's records to standard error as JSON.

    Libraries log from WARNING up: at INFO some of them log what people wrote.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("chat", "agents"):
        logging.getLogger(name).setLevel(level)
