"""Models on a server with OpenAI's chat API; Ollama on this computer is one."""

import ssl
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import httpx

from agents.errors import UserFacingError
from agents.models.connections import Connections
from agents.models.openai_compatible.chat_model import ChatModel
from agents.models.openai_compatible.examination import examine
from agents.models.openai_compatible.refusals import failure_in_reply, refusal, refused_parameters
from agents.models.openai_compatible.request import encode_request
from agents.ssrf import AddressRefused
from agents.user_messages import TranslatableText

_MAX_REFUSAL_BYTES = 64_000
_WEB_PAGE = ("text/html", "application/xhtml")


class _UnsupportedParameters(Exception):
    """The model refuses these parts of a request."""

    def __init__(self, names: set[str]) -> None:
        super().__init__()
        self.names = names


@dataclass(frozen=True, slots=True)
class Server:
    """A server, and how sentences name it.

    Args:
        url: The base address, without `/chat/completions`.
        key: The key to it.
        place: The name of the server in a sentence.
        remedy: What to do when nothing answers at the address.
        absent: What to do when the server does not have the model.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    place: TranslatableText = TranslatableText("the address in the parameter openai_compatible_url")
    remedy: TranslatableText = TranslatableText("start the server there, or correct the parameter")
    absent: TranslatableText = TranslatableText(
        "correct the parameter openai_compatible_model or openai_compatible_url"
    )


class OpenAICompatibleModel(ChatModel):
    """A model on a server with OpenAI's chat API.

    Args:
        model_id: The id in the list of models.
        model_name: The name of the model on the server.
        server: The server.
        temperature: The sampling temperature.
        connections: The shared connections.
    """

    def __init__(
        self, model_id: str, model_name: str, server: Server, temperature: float, connections: Connections
    ) -> None:
        super().__init__(model_id, temperature, model_name)
        self._server = server
        self._connections = connections
        self._unsupported: set[str] = set()

    async def receive(self, request: dict[str, Any]) -> AsyncGenerator[bytes, None]:
        """Send a request, without the parameters that the model refuses, and yield the bytes of its reply."""
        while True:
            try:
                async with aclosing(self._send(self._supported(request))) as chunks:
                    async for data in chunks:
                        yield data
                return
            except _UnsupportedParameters as refused:
                self._unsupported |= refused.names

    async def examine(self) -> bool:
        """See `examination.examine`."""
        return await examine(self._server, self._model_name or "", self._connections, self.receive)

    def explain(self, error: Any) -> Exception:
        """Return the failure that an `error` inside a reply means."""
        return failure_in_reply(error, self._server.place, self._server.absent)

    def _supported(self, request: dict[str, Any]) -> dict[str, Any]:
        if "max_tokens" in self._unsupported:
            request = {**request, "max_completion_tokens": request["max_tokens"]}
        return {name: value for name, value in request.items() if name not in self._unsupported}

    async def _send(self, request: dict[str, Any]) -> AsyncGenerator[bytes, None]:
        client = await self._connections.checked()
        headers = {"Accept": "text/event-stream", "Content-Type": "application/json"}
        if self._server.key:
            headers["Authorization"] = f"Bearer {self._server.key}"
        place = self._server.place
        try:
            url = f"{self._server.url}/chat/completions"
            async with aclosing(await _post(client, url, request, headers)) as response:
                if not response.is_success:
                    body = await _read_refusal(response)
                    if names := refused_parameters(response.status_code, body, request):
                        raise _UnsupportedParameters(names)
                    raise self._refusal(response.status_code, body)
                if response.headers.get("content-type", "").lower().startswith(_WEB_PAGE):
                    raise UserFacingError(
                        "A web page answers at {place}, not a model; such an address ends like https://host/v1.",
                        code="not_a_model",
                        place=place,
                    )
                async for data in response.aiter_bytes():
                    yield data
        except AddressRefused as error:
            raise UserFacingError(
                "The server may not call {place}: {reason}.",
                code="address_refused",
                place=place,
                reason=TranslatableText(str(error)),
            ) from None
        except httpx.ConnectError as error:
            if _is_certificate_error(error):
                raise UserFacingError(
                    "The certificate at {place} is not trusted; renew it.", code="tls", place=place
                ) from error
            raise self._unreachable(error) from error
        except httpx.ConnectTimeout as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> UserFacingError:
        return UserFacingError(
            "Nothing answers at {place}; {remedy}.",
            code=type(error).__name__,
            place=self._server.place,
            remedy=self._server.remedy,
        )

    def _refusal(self, status: int, body: str) -> Exception:
        return refusal(status, body, self._server.place, self._server.absent)


async def _post(
    client: httpx.AsyncClient, url: str, request: dict[str, Any], headers: dict[str, str]
) -> httpx.Response:
    """Send a request; a kept connection that the server had closed meanwhile is no reason to fail."""
    body = encode_request(request)
    try:
        return await client.send(client.build_request("POST", url, content=body, headers=headers), stream=True)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
        return await client.send(client.build_request("POST", url, content=body, headers=headers), stream=True)


def _is_certificate_error(error: BaseException) -> bool:
    """Return whether a connection failed because its certificate is not trusted."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, ssl.SSLError):
        inner = inner.__cause__ or inner.__context__
    return inner is not None


async def _read_refusal(response: httpx.Response) -> str:
    body = b""
    async for data in response.aiter_bytes():
        body += data
        if len(body) > _MAX_REFUSAL_BYTES:
            break
    return body.decode(errors="replace")
