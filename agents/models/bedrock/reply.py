"""Reads Bedrock's reply to ConverseStream: from bytes to the chunks of the agent loop."""

import json
from collections.abc import Mapping
from typing import Any, cast

from botocore.exceptions import EventStreamError
from strands.types.streaming import StreamEvent

from agents.errors import ReplyBrokenOff
from agents.models.aws_event_stream import EventStream, EventStreamMessage
from agents.models.aws_http import AwsReply
from agents.models.sdk_adapter.botocore_replies import ReplyParser

_Shape = type | Mapping[str, "_Shape"]
_PLAIN: Mapping[str, _Shape] = {
    "messageStart": {"role": str},
    "contentBlockStart": {"contentBlockIndex": int, "start": {"toolUse": {"toolUseId": str, "name": str}}},
    "contentBlockDelta": {"contentBlockIndex": int, "delta": {"toolUse": {"input": str}}},
    "contentBlockStop": {"contentBlockIndex": int},
    "messageStop": {"stopReason": str},
    "metadata": {
        "usage": {"inputTokens": int, "outputTokens": int, "totalTokens": int},
        "metrics": {"latencyMs": int},
    },
}


class ConverseReply:
    """One reply. Deltas of text and plain events are read here, which costs least; botocore's parser reads the rest.

    Args:
        reply: A reply of status 2xx, of which nothing is read yet.
        parser: Reads the replies of ConverseStream.
    """

    def __init__(self, reply: AwsReply, parser: ReplyParser) -> None:
        self._reply = reply
        self._parser = parser
        self._messages = EventStream()
        self._failure: Exception | None = None
        self._has_text = False  # the first text is passed on at once, the rest in pieces

    async def read(self) -> list[StreamEvent] | None:
        """Wait for more of the reply and return its chunks, text that arrived together as one; None at the end.

        Raises:
            EventStreamError: Bedrock says in the middle of the reply that it failed.
            ReplyBrokenOff: The reply was damaged, or it ended early.
        """
        if self._failure is not None:
            raise self._failure
        if self._has_text:
            await self._reply.gather()
        data = await self._reply.read()
        return self.feed(data) if data else None

    def feed(self, data: bytes) -> list[StreamEvent]:
        """Return the chunks that bytes of the reply complete; a failure among them is kept for the next `read`."""
        chunks: list[StreamEvent] = []
        last: dict[str, Any] = {}  # the delta to which more text may be added
        index = -1
        try:
            for message in self._messages.feed(data):
                text = _text_delta(message)
                if text is None:
                    chunks += self._parse(message)
                    last = {}
                elif last and index == text["contentBlockIndex"]:
                    last["text"] += text["delta"]["text"]
                else:
                    self._has_text = True
                    chunks.append(cast(StreamEvent, {"contentBlockDelta": text}))
                    last, index = text["delta"], text["contentBlockIndex"]
        except (EventStreamError, ReplyBrokenOff) as error:
            self._failure = error  # what arrived before it is returned first
        return chunks

    def close(self) -> None:
        """End the reply at once."""
        self._reply.close()

    def _parse(self, message: EventStreamMessage) -> list[StreamEvent]:
        if (plain := _plain_event(message)) is not None:
            return [plain]
        parsed = self._parser.parse_event(message.headers, message.payload)
        return [cast(StreamEvent, parsed)] if parsed else []


def _plain_event(message: EventStreamMessage) -> StreamEvent | None:
    """Return an event whose few fields are as the agent loop wants them; None for every other message."""
    name = message.headers.get(":event-type", "")
    shape = _PLAIN.get(name)
    if shape is None or message.headers.get(":message-type") != "event":
        return None
    event = _load(message.payload)
    if not isinstance(event, dict):
        return None
    event.pop("p", None)  # padding
    return cast(StreamEvent, {name: event}) if _has_shape(event, shape) else None


def _has_shape(value: object, shape: _Shape) -> bool:
    if isinstance(shape, type):
        return type(value) is shape
    return (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(_has_shape(value[name], part) for name, part in shape.items())
    )


def _text_delta(message: EventStreamMessage) -> dict[str, Any] | None:
    """Return a delta that holds text and nothing else; None for every other message."""
    headers = message.headers
    if headers.get(":event-type") != "contentBlockDelta" or headers.get(":message-type") != "event":
        return None
    event = _load(message.payload)
    try:
        delta, index = event["delta"], event["contentBlockIndex"]
        if len(delta) == 1 and isinstance(text := delta["text"], str) and type(index) is int:
            return {"delta": {"text": text}, "contentBlockIndex": index}
    except (LookupError, TypeError):
        pass  # another kind of delta
    return None


def _load(payload: bytes) -> Any:
    """Return an event's JSON.

    Raises:
        ReplyBrokenOff: It is none.
    """
    try:
        return json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise ReplyBrokenOff from error
