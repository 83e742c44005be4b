"""Lets botocore write and sign requests that it does not send.

Relies on botocore 1.44, undocumented: the event `before-send`, whose handler gets the signed request and may raise;
the service model of a client; `SigV4Auth` and `AWSRequest`, which sign any request; `ProxyConfiguration` and
`get_environ_proxies`, which choose a proxy; `refresh_needed` of credentials that expire. Botocore cannot send a request
asynchronously, and has no public way to write one.
"""

import os
from functools import lru_cache
from typing import Any, NoReturn

from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from botocore.httpsession import ProxyConfiguration
from botocore.utils import get_environ_proxies

from agents.models.sdk_adapter.request_template import RequestTemplate, template_body

_PROXY_VARIABLES = tuple(
    cased
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "request_method")
    for cased in (name, name.upper())
)


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
        credentials: Those of the client's session; None if there are none.
    """

    def __init__(self, client: Any, operation: str, credentials: Any = None) -> None:
        self._call = getattr(client, xform_name(operation))
        self._credentials = credentials
        self._templates: dict[str, RequestTemplate] = {}
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_last(f"before-send.{service}.{operation}", _stop)

    def write(self, parameters: dict[str, Any]) -> AWSPreparedRequest:
        """Return the signed request with these parameters; may read files and fetch credentials."""
        try:
            self._call(**parameters)
        except _Written as written:
            self._keep_template(parameters, written.request)
            return written.request
        raise AssertionError("botocore sent a request itself")

    def write_at_once(self, parameters: dict[str, Any]) -> AWSPreparedRequest | None:
        """Return the signed request without waiting for anything; None if only `write` can make it.

        Botocore takes two milliseconds to check the input, to find the endpoint by its rules and to sign. What it has
        written once for a model is written again with another body.
        """
        template = self._templates.get(parameters.get("modelId", ""))
        if template is None or self._credentials is None or _needs_refresh(self._credentials):
            return None
        body = template_body(parameters)
        return template.write(body, self._credentials.get_frozen_credentials()) if body is not None else None

    def _keep_template(self, parameters: dict[str, Any], request: AWSPreparedRequest) -> None:
        model_id = parameters.get("modelId")
        if self._credentials is None or not isinstance(model_id, str) or model_id in self._templates:
            return
        frozen = self._credentials.get_frozen_credentials()
        template = RequestTemplate.of(request, template_body(parameters), frozen)
        if template is not None:
            self._templates[model_id] = template


def _needs_refresh(credentials: Any) -> bool:
    refresh_needed = getattr(credentials, "refresh_needed", None)  # permanent credentials have none
    return refresh_needed is not None and bool(refresh_needed())


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
    scheme, _, rest = url.partition("://")
    return _proxy(f"{scheme}://{rest.partition('/')[0]}", tuple(map(os.environ.get, _PROXY_VARIABLES)))


@lru_cache(maxsize=64)
def _proxy(origin: str, _: tuple[str | None, ...]) -> str | None:
    """Return the proxy for an origin under these variables; botocore reads the whole environment, twice."""
    proxy: str | None = ProxyConfiguration(get_environ_proxies(origin)).proxy_url_for(origin)
    return proxy


def _stop(request: AWSPreparedRequest, **_: Any) -> NoReturn:
    raise _Written(request)
