"""Bedrock's reply to ConverseStream, from bytes to the chunks that strands knows."""

import json
from typing import Any, cast

from botocore.exceptions import EventStreamError
from botocore.model import OperationModel
from botocore.parsers import EventStreamJSONParser, ResponseParserError
from strands.types.streaming import StreamEvent

from agents.errors import ReplyBrokenOff
from agents.models.aws_event_stream import EventStream, Message
from agents.models.aws_http import AwsReply


class ConverseReply:
    """One reply. Deltas of text are read here, all else by the SDK's parser and by its model of the service.

    Args:
        reply: Its bytes, of status 200 and of which nothing is read yet.
        operation: The SDK's model of ConverseStream.
    """

    def __init__(self, reply: AwsReply, operation: OperationModel) -> None:
        self._reply = reply
        self._operation = operation
        self._messages = EventStream()
        self._failure: Exception | None = None
        self._parser = EventStreamJSONParser()

    async def read(self) -> list[StreamEvent] | None:
        """Wait for more of the reply and return its chunks, text that came together as one; None at the end.

        Raises:
            EventStreamError: Bedrock says in the middle of the reply that it failed.
            ReplyBrokenOff: This is no reply of Bedrock's, or it was damaged or ended on its way.
        """
        if self._failure is not None:
            raise self._failure
        data = await self._reply.read()
        return self._chunks(data) if data else None

    def close(self) -> None:
        """End the reply at once."""
        self._reply.close()

    def _chunks(self, data: bytes) -> list[StreamEvent]:
        chunks: list[StreamEvent] = []
        last: dict[str, Any] = {}  # the delta that more text may still join
        index = -1
        try:
            for message in self._messages.feed(data):
                text = _text(message)
                if text is None:
                    chunks += self._parse(message)
                    last = {}
                elif last and index == text["contentBlockIndex"]:
                    last["text"] += text["delta"]["text"]
                else:
                    chunks.append(cast(StreamEvent, {"contentBlockDelta": text}))
                    last, index = text["delta"], text["contentBlockIndex"]
        except (EventStreamError, ReplyBrokenOff) as error:
            self._failure = error  # what was said before it is passed on first
        return chunks

    def _parse(self, message: Message) -> list[StreamEvent]:
        failed = message.headers.get(":message-type") in ("error", "exception")
        response = {"status_code": 400 if failed else 200, "headers": message.headers, "body": message.payload}
        try:
            parsed = self._parser.parse(response, self._operation.get_event_stream_output())
        except (ResponseParserError, ValueError, TypeError, AttributeError) as error:
            raise ReplyBrokenOff from error
        if failed:
            raise EventStreamError(parsed, self._operation.name)
        return [parsed] if parsed else []  # an event that is newer than the SDK says nothing


def _text(message: Message) -> dict[str, Any] | None:
    """Read a delta that holds text and nothing else; None for every other message."""
    if message.headers.get(":event-type") != "contentBlockDelta":
        return None
    try:
        told = json.loads(message.payload)
        delta = told["delta"]
        if len(delta) == 1 and isinstance(text := delta["text"], str):
            return {"delta": {"text": text}, "contentBlockIndex": told["contentBlockIndex"]}
    except (LookupError, TypeError):
        pass  # another kind of delta
    except ValueError as error:
        raise ReplyBrokenOff from error
    return None
