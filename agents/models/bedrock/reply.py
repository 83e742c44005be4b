"""Reads Bedrock's reply to ConverseStream: from bytes to the chunks of the agent loop."""

import json
from typing import Any, cast

from botocore.exceptions import EventStreamError
from strands.types.streaming import StreamEvent

from agents.errors import ReplyBrokenOff
from agents.models.aws_event_stream import EventStream, EventStreamMessage
from agents.models.aws_http import AwsReply
from agents.models.sdk_adapter.botocore_replies import ReplyParser


class ConverseReply:
    """One reply. Deltas of text are read here, which costs least; botocore's parser reads everything else.

    Args:
        reply: A reply of status 2xx, of which nothing is read yet.
        parser: Reads the replies of ConverseStream.
    """

    def __init__(self, reply: AwsReply, parser: ReplyParser) -> None:
        self._reply = reply
        self._parser = parser
        self._messages = EventStream()
        self._failure: Exception | None = None

    async def read(self) -> list[StreamEvent] | None:
        """Wait for more of the reply and return its chunks, text that arrived together as one; None at the end.

        Raises:
            EventStreamError: Bedrock says in the middle of the reply that it failed.
            ReplyBrokenOff: The reply was damaged, or it ended early.
        """
        if self._failure is not None:
            raise self._failure
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
                    chunks.append(cast(StreamEvent, {"contentBlockDelta": text}))
                    last, index = text["delta"], text["contentBlockIndex"]
        except (EventStreamError, ReplyBrokenOff) as error:
            self._failure = error  # what arrived before it is returned first
        return chunks

    def close(self) -> None:
        """End the reply at once."""
        self._reply.close()

    def _parse(self, message: EventStreamMessage) -> list[StreamEvent]:
        parsed = self._parser.parse_event(message.headers, message.payload)
        return [cast(StreamEvent, parsed)] if parsed else []


def _text_delta(message: EventStreamMessage) -> dict[str, Any] | None:
    """Return a delta that holds text and nothing else; None for every other message."""
    if message.headers.get(":event-type") != "contentBlockDelta":
        return None
    try:
        event = json.loads(message.payload)
        delta = event["delta"]
        if len(delta) == 1 and isinstance(text := delta["text"], str):
            return {"delta": {"text": text}, "contentBlockIndex": event["contentBlockIndex"]}
    except (LookupError, TypeError):
        pass  # another kind of delta
    except ValueError as error:
        raise ReplyBrokenOff from error
    return None
