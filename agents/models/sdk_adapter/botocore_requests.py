"""Lets botocore write and sign requests that it does not send.

Relies on botocore 1.44, undocumented: the event `before-send`, whose handler gets the signed request and may raise;
the service model of a client; `SigV4Auth` and `AWSRequest`, which sign any request; `ProxyConfiguration` and
`get_environ_proxies`, which choose a proxy. Botocore has no asynchronous way to send a request, and no public way to
write one: all that it does before (check the input, find the endpoint, sign) would have to be written again.
"""

from typing import Any, NoReturn

from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from botocore.httpsession import ProxyConfiguration
from botocore.utils import get_environ_proxies


class _Written(Exception):
    """Carries a request out of botocore just before it would be sent."""

    def __init__(self, request: AWSPreparedRequest) -> None:
        super().__init__()
        self.request = request


class RequestWriter:
    """Writes the requests of one operation; the client cannot send that operation any more.

    Args:
        client: A client of boto3.
        operation: The operation's name in the API, such as `ConverseStream`.
    """

    def __init__(self, client: Any, operation: str) -> None:
        self._call = getattr(client, xform_name(operation))
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_last(f"before-send.{service}.{operation}", _stop)

    def write(self, parameters: dict[str, Any]) -> AWSPreparedRequest:
        """Return the signed request with these parameters; may read files and fetch credentials."""
        try:
            self._call(**parameters)
        except _Written as written:
            return written.request
        raise AssertionError("botocore sent a request itself")


def sign(
    credentials: Any, service: str, region: str, url: str, headers: dict[str, str], body: bytes
) -> AWSPreparedRequest:
    """Return a signed POST request.

    Args:
        credentials: Frozen credentials of boto3.
        service: The name that the signature gives the service, such as `sagemaker`.
        region: The region.
        url: The whole address.
        headers: The headers; the signature covers them.
        body: The body.
    """
    request = AWSRequest("POST", url, headers, body)
    SigV4Auth(credentials, service, region).add_auth(request)
    return request.prepare()


def proxy_for(url: str) -> str | None:
    """Return the address of the proxy that the environment names for an address, by botocore's rules, or None."""
    proxy: str | None = ProxyConfiguration(get_environ_proxies(url)).proxy_url_for(url)
    return proxy


def _stop(request: AWSPreparedRequest, **_: Any) -> NoReturn:
    raise _Written(request)
