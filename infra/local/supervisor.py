"""Starts the parts of the local cloud in order, and stops them in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, ClientTimeout, web

from infra.local.aws_apis import parameters
from infra.local.aws_apis.account import EmulatedAccount
from infra.local.aws_apis.aws_command import write_config
from infra.local.aws_apis.server import AwsServer, keep_saved
from infra.local.aws_apis.state import StateFile, follow_credentials, fresh_state
from infra.local.aws_apis.user_pool import SESSION_SECONDS
from infra.local.environment import chat_environment
from infra.local.errors import StartError
from infra.local.hosted_login.cognito import Cognito
from infra.local.hosted_login.grants import Memory
from infra.local.hosted_login.login import HostedLogin
from infra.local.hosted_login.oauth import OAuthEndpoints, discovery_document
from infra.local.keys import Keys, key_site
from infra.local.load_balancer import idp
from infra.local.load_balancer.edge import Edge, ListenerSettings
from infra.local.load_balancer.relay import Relay, relay_session
from infra.local.load_balancer.session import Seal
from infra.local.load_balancer.signer import Signer
from infra.local.ports import Ports, listen, listen_localhost, require_free
from infra.local.process import ChatProcess
from infra.local.storage import RunLock

CHAT_COMMAND = (sys.executable, "-m", "chat")
_MAX_HEADERS = 1000
_MAX_HEADER_BYTES = 65536  # the edge returns errors within this time by itself


class LocalCloud:
    """The chat server and everything around it; an asynchronous context manager.

    Args:
        ports: where each part listens.
        data: where state, keys, history and logs live; made when missing.
        command: starts the chat server; None if it is started elsewhere with `chat_environment`.
        credentials: source of real AWS credentials for Bedrock; None keeps every call on loopback.
        environment: what to read settings from and to hand on to the chat server.
        session_seconds: how long people stay signed in.
        tell: takes a sentence for the person at the terminal.
    """

    def __init__(
        self,
        ports: Ports,
        data: Path,
        command: Sequence[str] | None = CHAT_COMMAND,
        credentials: str | None = None,
        environment: Mapping[str, str] = os.environ,
        session_seconds: float = SESSION_SECONDS,
        tell: Callable[[str], object] = lambda sentence: None,
    ) -> None:
        self.ports = ports
        self.data = data.absolute()
        self.region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1"
        self.credentials = credentials
        self.account = EmulatedAccount(self.region, ports.public_url, ports.aws_url, self._deliver)
        self._command = command
        self._environment = environment
        self._session_seconds = session_seconds
        self._tell = tell
        self._chat: ChatProcess | None = None
        self._stack = contextlib.AsyncExitStack()

    @property
    def chat_log(self) -> Path:
        """Where the chat server's output goes."""
        return self.data / "chat.log"

    @property
    def log(self) -> Path:
        """Where warnings of everything else go."""
        return self.data / "cloud.log"

    @property
    def aws_config(self) -> Path:
        """A configuration of the AWS CLI for the local APIs."""
        return self.data / "aws.config"

    @property
    def chat_environment(self) -> dict[str, str]:
        """The environment for a chat server in this cloud."""
        return chat_environment(
            self._environment, self.ports, self.data, self.account, self.region, self.credentials is not None
        )

    async def __aenter__(self) -> Self:
        """Starts every part; returns when the chat server answers.

        Raises:
            StartError: when a part cannot start; nothing is left running then.
        """
        async with contextlib.AsyncExitStack() as stack:
            with _usable(self.data):
                keys, state = self._open_data(stack)
            await self._start_parts(stack, keys, state)
            if self._command is not None:
                await self._start_chat(stack, self._command)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops every part, the chat server first, and saves the state."""
        await self._stack.aclose()

    async def run(self) -> None:
        """Keeps the chat server running until cancelled, unless it is started elsewhere.

        Raises:
            StartError: when it ends too often.
        """
        if self._chat is None:
            await asyncio.Event().wait()
        else:
            await self._chat.keep_running(self._tell)

    def kill(self) -> None:
        """Kills the chat server."""
        if self._chat is not None:
            self._chat.kill()

    def _deliver(self, username: str, password: str) -> None:
        self._tell(f"user: {username}  temporary password: {password}")  # on AWS it goes out by e-mail

    def _open_data(self, stack: contextlib.AsyncExitStack) -> tuple[Keys, StateFile]:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = RunLock(self.data)
        lock.acquire(self.ports.public_url)
        stack.callback(lock.release)
        keys = Keys.in_directory(self.data / "keys")
        file = StateFile(self.data / "aws.json")
        state, notice = file.load()
        if notice:
            self._tell(notice)
        default_model = parameters.BEDROCK_MODEL if self.credentials else parameters.EMBEDDED_MODEL
        state = follow_credentials(state, default_model) if state else fresh_state(default_model)
        self.account.restore(state, keys.pool)
        stack.callback(self.account.clear)
        file.save(self.account.snapshot())
        write_config(self.aws_config, self.region, self.ports.aws_url)
        return keys, file

    async def _start_parts(self, stack: contextlib.AsyncExitStack, keys: Keys, file: StateFile) -> None:
        ports, client = self.ports, self.account.client
        edge_sockets = listen_localhost(ports.edge, ports.published)
        for bound in edge_sockets:
            stack.callback(bound.close)
        login_socket = stack.enter_context(listen(ports.login, ports.published))
        aws_socket, keys_socket = (stack.enter_context(listen(port)) for port in (ports.aws, ports.keys))
        if self._command is not None:
            require_free(ports.chat)

        saving = asyncio.create_task(keep_saved(self.account, file, self._tell))
        stack.push_async_callback(_cancel, saving)
        discovery = discovery_document(client, ports.login_url)
        key_set = {"keys": [keys.pool.jwk]}
        issued = f"/{client.pool_id}/.well-known"
        aws = AwsServer(aws_socket, {f"{issued}/jwks.json": key_set, f"{issued}/openid-configuration": discovery})
        aws.start()
        stack.callback(aws.stop)  # before the last save, so that it holds the last change

        http = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=30)))
        target = await stack.enter_async_context(relay_session())

        cognito, memory = Cognito(http, ports.aws_url, client.client_id), Memory()
        login = web.Application()
        HostedLogin(cognito, self.account, memory, ports.public_url).add_to(login)
        OAuthEndpoints(self.account.pool, client, memory, discovery, key_set).add_to(login)

        listener = ListenerSettings(ports.public_url, ports.login_url, client.client_id)
        edge = Edge(
            listener,
            Seal(keys.seal, f"{client.issuer} {client.client_id}"),
            Signer(keys.signing, self.account.load_balancer_arn, client.issuer, client.client_id),
            idp.IdentityProvider(
                http,
                ports.login_url,
                (client.client_id, client.client_secret),
                listener.callback_url,
                self._session_seconds,
            ),
            Relay(target, ports.chat_url),
        )
        await _serve(stack, key_site(keys.signing), [keys_socket])
        await _serve(stack, login, [login_socket])
        await _serve(stack, edge.application(), edge_sockets)

    async def _start_chat(self, stack: contextlib.AsyncExitStack, command: Sequence[str]) -> None:
        with contextlib.suppress(FileNotFoundError):
            self.chat_log.replace(self.chat_log.with_name("chat.log.1"))
        self._chat = ChatProcess(command, self.chat_environment, self.chat_log, self.ports.chat_url)
        stack.push_async_callback(self._chat.stop)
        await self._chat.start()
        async with ClientSession() as http:
            await self._chat.ready(http)


@contextlib.contextmanager
def _usable(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StartError(
            f"The data directory {directory} cannot be used ({error.strerror}); "
            "make room or rights for it, or choose another with DATA_DIR=..."
        ) from error


async def _serve(
    stack: contextlib.AsyncExitStack, application: web.Application, sockets: Sequence[socket.socket]
) -> None:
    runner = web.AppRunner(
        application,
        access_log=None,
        handler_cancellation=True,
        shutdown_timeout=0.5,
        max_headers=_MAX_HEADERS,
        max_line_size=_MAX_HEADER_BYTES,
        max_field_size=_MAX_HEADER_BYTES,
    )
    stack.push_async_callback(runner.cleanup)
    await runner.setup()
    for bound in sockets:
        await web.SockSite(runner, bound).start()


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
