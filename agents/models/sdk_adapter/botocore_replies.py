"""Reads replies of AWS that botocore did not receive itself.

Relies on botocore 1.44, undocumented: `EventStreamHeaderParser`, which reads the headers of a message in an event
stream; `EventStreamJSONParser` and `create_parser`, which read a body by the service's model; `OperationModel` and
`client.exceptions.from_code`. Botocore reads a reply only from its own blocking connection.
"""

from collections.abc import Mapping
from typing import Any

from botocore.eventstream import EventStreamHeaderParser
from botocore.exceptions import ClientError, EventStreamError
from botocore.parsers import EventStreamJSONParser, ResponseParserError, create_parser

from agents.errors import ReplyBrokenOff


def parse_headers(data: bytes) -> dict[str, Any]:
    """Return the headers of a message in an event stream.

    Raises:
        ReplyBrokenOff: They cannot be read.
    """
    try:
        headers: dict[str, Any] = EventStreamHeaderParser().parse(data)
    except Exception as error:  # damaged headers make the parser raise errors of any kind
        raise ReplyBrokenOff from error
    return headers


class ReplyParser:
    """Reads the replies of one operation with an event stream.

    Args:
        client: A client of boto3.
        operation: The operation's name in the API, such as `ConverseStream`.
    """

    def __init__(self, client: Any, operation: str) -> None:
        self._operation = client.meta.service_model.operation_model(operation)
        self._event_shape = self._operation.get_event_stream_output()
        self._exceptions = client.exceptions
        self._events = EventStreamJSONParser()
        self._refusals = create_parser(client.meta.service_model.metadata["protocol"])

    def parse_event(self, headers: Mapping[str, Any], payload: bytes) -> dict[str, Any]:
        """Return an event by its name; empty for an event that is newer than botocore.

        Raises:
            EventStreamError: The event says that the service failed.
            ReplyBrokenOff: It does not fit the service's model.
        """
        failed = headers.get(":message-type") in ("error", "exception")
        response = {"status_code": 400 if failed else 200, "headers": headers, "body": payload}
        try:
            parsed: dict[str, Any] = self._events.parse(response, self._event_shape)
        except (ResponseParserError, ValueError, TypeError, AttributeError) as error:
            raise ReplyBrokenOff from error
        if failed:
            raise EventStreamError(parsed, self._operation.name)
        return parsed

    def parse_refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> ClientError:
        """Return the error that botocore would raise.

        Args:
            status: The HTTP status, which is not 2xx.
            headers: The HTTP headers; lookups in it ignore case.
            body: The whole body.
        """
        given = {"status_code": status, "headers": headers, "body": body}
        parsed = self._refusals.parse(given, self._operation.output_shape)
        refusal: ClientError = self._exceptions.from_code(parsed["Error"]["Code"])(parsed, self._operation.name)
        return refusal
