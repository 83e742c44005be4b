"""Calls a service of AWS with JSON requests that botocore has written once, which takes half of the CPU.

Botocore takes two milliseconds to check the input of each call, to find the endpoint by its rules, to sign, and to read
the answer. What it has written once for an operation is written again here with another body, and sent through its own
connections. Whatever is not a plain answer is left to botocore, with its retries: the call is then made a second time.

Relies on botocore 1.44, undocumented: the event `before-send`; `_endpoint.http_session` of a client, whose `send` takes
a prepared request; `_request_signer._credentials`.
"""

import json
import threading
from collections.abc import Callable, Collection, Mapping
from typing import Any
from zlib import crc32

from botocore import xform_name
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import BotoCoreError, ClientError

from agents.models.sdk_adapter.request_template import RequestTemplate, template_body

_BINARY = (b'"B":', b'"BS":')  # DynamoDB's values that botocore decodes


class PreparedCalls:
    """The operations of one client, which several threads may call.

    Args:
        client: A client of boto3 whose service speaks AWS's JSON protocol.
        refusals: The codes of failures that a second attempt would not change; they are raised at once.
    """

    def __init__(self, client: Any, refusals: Collection[str]) -> None:
        self._client = client
        self._refusals = refusals
        self._templates: dict[str, RequestTemplate] = {}
        self._local = threading.local()
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_last(f"before-send.{service}", self._note_request)

    def call(self, operation: str, parameters: Mapping[str, Any]) -> Any:
        """Make a call, and return its answer.

        Args:
            operation: The operation's name in the API, such as `GetItem`.
            parameters: Its parameters.

        Raises:
            ClientError: The service refuses it.
            BotoCoreError: It cannot be reached.
        """
        template = self._templates.get(operation)
        body = template_body(parameters)
        answer = self._send(operation, template, body) if template is not None and body is not None else None
        return answer if answer is not None else self._call(operation, parameters, body)

    def _call(self, operation: str, parameters: Mapping[str, Any], body: bytes | None) -> Any:
        """Let botocore make the call, and keep how it has written it."""
        self._local.request = None
        call: Callable[..., Any] = getattr(self._client, xform_name(operation))
        try:
            return call(**parameters)
        finally:
            request: AWSPreparedRequest | None = self._local.request
            self._local.request = None
            if request is not None and operation not in self._templates:
                template = RequestTemplate.of(request, body, self._credentials())
                if template is not None:
                    self._templates[operation] = template

    def _send(self, operation: str, template: RequestTemplate, body: bytes) -> dict[str, Any] | None:
        """Return the answer to a request; None if botocore must make the call."""
        try:
            request = template.write(body, self._credentials())
            reply = self._client._endpoint.http_session.send(request)
            content: bytes = reply.content
            checksum = reply.headers.get("x-amz-crc32")
            if checksum is not None and int(checksum) != crc32(content):
                return None
            if any(mark in content for mark in _BINARY):
                return None
            answer = json.loads(content)
        except (BotoCoreError, ValueError):
            return None
        if not isinstance(answer, dict):
            return None
        if reply.status_code == 200:
            return answer
        code = str(answer.get("__type", "")).rpartition("#")[2]
        if code not in self._refusals:
            return None
        message = str(answer.get("message") or answer.get("Message") or "")
        reasons = answer.get("CancellationReasons") or []
        details: Any = {"Error": {"Code": code, "Message": message}, "CancellationReasons": reasons}
        raise ClientError(details, operation)

    def _credentials(self) -> Any:
        return self._client._request_signer._credentials.get_frozen_credentials()

    def _note_request(self, request: AWSPreparedRequest, **_: Any) -> None:
        self._local.request = request
