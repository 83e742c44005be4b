"""Writes a request of AWS again with another body, as botocore has written and signed it once.

Relies on botocore 1.44, undocumented: the headers of a signed request, and which of them the signature covers. A
template is kept only if body and signature, computed here, equal those that botocore made.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from botocore.awsrequest import AWSPreparedRequest

_ALGORITHM = "AWS4-HMAC-SHA256"
_DATE, _TOKEN, _AUTHORIZATION = "X-Amz-Date", "X-Amz-Security-Token", "Authorization"
_SIGNED_EACH_TIME = {"x-amz-date", "x-amz-security-token"}
_WRITTEN_EACH_TIME = {_DATE.lower(), _TOKEN.lower(), _AUTHORIZATION.lower(), "content-length"}


@dataclass(frozen=True, slots=True)
class RequestTemplate:
    """What is the same in every request of one operation with one model.

    Args:
        url: The whole address.
        headers: The headers that do not change.
        region: The region of the signature.
        service: The service of the signature.
        signed: The names and values of the headers that are signed and do not change.
    """

    url: str
    headers: Mapping[str, str]
    region: str
    service: str
    signed: Mapping[str, str]

    @classmethod
    def of(cls, request: AWSPreparedRequest, body: bytes | None, credentials: Any) -> "RequestTemplate | None":
        """Return the template of a request that botocore wrote; None if it cannot be written again.

        Args:
            request: The signed request.
            body: The same body as `template_body` writes it.
            credentials: The frozen credentials that signed it.
        """
        headers = {
            name: value.decode() if isinstance(value, bytes) else str(value) for name, value in request.headers.items()
        }
        authorization = headers.get(_AUTHORIZATION, "")
        if body is None or body != request.body or not authorization.startswith(f"{_ALGORITHM} Credential="):
            return None
        fields = dict(part.strip().split("=", 1) for part in authorization.removeprefix(_ALGORITHM).split(","))
        _, _, region, service, _ = fields["Credential"].rsplit("/", 4)
        given = {name.lower(): value for name, value in headers.items()} | {"host": urlsplit(request.url).netloc}
        names = set(fields["SignedHeaders"].split(";")) - _SIGNED_EACH_TIME
        if not names <= given.keys():
            return None
        fixed = {name: value for name, value in headers.items() if name.lower() not in _WRITTEN_EACH_TIME}
        template = cls(request.url, fixed, region, service, {name: given[name] for name in names})
        again = template.write(body, credentials, headers[_DATE])
        return template if again.headers[_AUTHORIZATION] == authorization else None

    def write(self, body: bytes, credentials: Any, date: str = "") -> AWSPreparedRequest:
        """Return a signed request.

        Args:
            body: The body.
            credentials: Frozen credentials.
            date: The moment of the signature, as AWS writes it; empty for now.
        """
        date = date or datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        changing = {_DATE: date} | ({_TOKEN: credentials.token} if credentials.token else {})
        signed = dict(sorted({**self.signed, **{name.lower(): value for name, value in changing.items()}}.items()))
        names = ";".join(signed)
        canonical = "\n".join(
            (
                "POST",
                _canonical_path(self.url),
                "",
                *(f"{name}:{value}" for name, value in signed.items()),
                "",
                names,
                hashlib.sha256(body).hexdigest(),
            )
        )
        scope = f"{date[:8]}/{self.region}/{self.service}/aws4_request"
        text = "\n".join((_ALGORITHM, date, scope, hashlib.sha256(canonical.encode()).hexdigest()))
        key = _signing_key(credentials.secret_key, date[:8], self.region, self.service)
        signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        authorization = (
            f"{_ALGORITHM} Credential={credentials.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
        headers = {**self.headers, **changing, _AUTHORIZATION: authorization, "Content-Length": str(len(body))}
        return AWSPreparedRequest("POST", self.url, headers, body, False)


def template_body(parameters: Mapping[str, Any]) -> bytes | None:
    """Return the JSON of all parameters but the model's id, as botocore writes it; None if only botocore can."""
    try:
        return json.dumps({name: value for name, value in parameters.items() if name != "modelId"}).encode()
    except (TypeError, ValueError):
        return None  # the bytes of a file, most likely: large enough for a thread


@lru_cache(maxsize=64)
def _canonical_path(url: str) -> str:
    return quote(urlsplit(url).path or "/", safe="/~")


@lru_cache(maxsize=4)
def _signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
