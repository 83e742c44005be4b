"""Builds the server from its parts and runs it until it is told to stop."""

import asyncio
import logging
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import uvicorn
from chainlit.server import app as chainlit_app
from chainlit.server import get_html_template
from starlette.types import ASGIApp

from agents import lifecycle
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from chat import app
from chat.attachments.opening import open_files
from chat.attachments.service import AttachmentService
from chat.chainlit_adapter.session_cookie import make_session_cookie
from chat.chainlit_adapter.websocket_protocol import WebSocketProtocol
from chat.history.last_key import StoredKey
from chat.history.opening import open_store
from chat.history.store import ConversationStore
from chat.history.writer import Writer
from chat.http.appearance import AppearanceMiddleware
from chat.http.gate import Gate
from chat.http.security_headers import SecurityHeadersMiddleware
from chat.i18n.language import LanguageMiddleware
from chat.identity.checks import Expected
from chat.identity.groups import Groups
from chat.identity.keys import KeyStore
from chat.identity.sign_out import SignOut
from chat.identity.sockets import Sockets
from chat.identity.verifier import Verifier
from chat.memory_pages.personal_data import MemoryPersonalData
from chat.my_data.retention import upkeep
from chat.observability.health import Deployment
from chat.observability.heartbeat import pulse
from chat.observability.watchdog import Watchdog
from chat.services import Services
from chat.settings import Settings
from chat.status.checks import dependencies
from chat.turns.admission_queue import AdmissionQueue
from chat.turns.running_answers import RunningAnswers
from chat.ui.preferences import ModePreferences
from chat.usage.meter import UsageAccounts
from chat.usage.opening import open_book

logger = logging.getLogger(__name__)

# The ALB's cookies (4 shards of 4 KB) and tokens (11 KB) exceed the usual 16 KB.
MAX_HEADERS = 64 * 1024
MAX_SOCKET_MESSAGE = 1024 * 1024
_THREADS = 16  # for the few calls that block: credentials, parameters, archives
_WARMING_SECONDS = 15  # how long the first request may be put off
_CLOSING_SECONDS = 3  # how long open connections may take to close once everything is answered


async def serve(settings: Settings) -> None:
    """Run the chat server until SIGTERM or SIGINT, then drain.

    Raises:
        StoreError: If the history cannot be opened.
    """
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="work"))
    store = await open_store(settings.history_url, settings.aws_region)
    writer, answers = Writer(), RunningAnswers()
    factory = ModelFactory(settings.aws_region, settings.max_concurrent_answers)
    parameters = Parameters(settings.aws_region, settings.teachers_assistant_env, factory.aws)
    admission = AdmissionQueue(settings.max_concurrent_answers)
    attachments = AttachmentService(open_files(settings.uploads_bucket, settings.history_url, settings.aws_region))
    accounts = UsageAccounts(open_book(store), writer)
    memory = MemoryService(store.facts, parameters, factory.aws)
    library = FileLibrary(memory)
    keys, groups = _keys(settings, store), _groups(settings)
    place = Deployment(settings.teachers_assistant_env, settings.aws_region)
    health = dependencies(store, writer, parameters, keys, factory, attachments)
    app.register(
        Services(
            store=store,
            writer=writer,
            factory=factory,
            parameters=parameters,
            answers=answers,
            admission=admission,
            picks=ModePreferences(store),
            attachments=attachments,
            accounts=accounts,
            place=place,
            memory=memory,
            files=library,
            personal_data=(MemoryPersonalData(memory, library),),
            dependencies=health,
        )
    )
    await keys.start()
    warming = asyncio.create_task(_warm(factory, parameters))
    keeping = asyncio.create_task(upkeep(store, writer, parameters, attachments, accounts.book))
    # Ready means ready: the first question should not wait for what start-up can load. But start-up waits for nothing.
    await asyncio.wait({warming}, timeout=_WARMING_SECONDS)
    sockets = Sockets(secure=settings.public_url.startswith("https:"))
    pulsing = asyncio.create_task(pulse(sockets, admission))
    watchdog = Watchdog()
    server = _Server(_asgi(settings, keys, groups, answers, sockets), settings, answers)
    try:
        await server.serve()
    finally:
        warming.cancel()
        keeping.cancel()
        pulsing.cancel()
        watchdog.stop()
        await asyncio.gather(writer.close(), keys.close(), groups.close(), lifecycle.stop(factory))
        library.close()
        memory.close()
        await store.close()
        attachments.close()
        logger.info("stopped", extra={"lost_writes": writer.lost})


class _Server(uvicorn.Server):
    """Uvicorn, which on a signal first lets running answers finish; a second signal ends at once."""

    def __init__(self, asgi: ASGIApp, settings: Settings, answers: RunningAnswers) -> None:
        config = uvicorn.Config(
            asgi,
            host=settings.host,
            port=settings.port,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=MAX_HEADERS,
            ws=WebSocketProtocol,
            ws_max_size=MAX_SOCKET_MESSAGE,
            ws_per_message_deflate=False,  # 300 KB a socket and a third of the cost of a token, to save 2 KB/s
            ws_ping_interval=20,
            timeout_graceful_shutdown=_CLOSING_SECONDS,
        )
        super().__init__(config)
        self._settings = settings
        self._answers = answers
        self._loop = asyncio.get_running_loop()
        self._drain: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            logger.info("listening", extra={"host": self._settings.host, "port": self._settings.port})

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._stop, signal.Signals(sig).name)

    def _stop(self, name: str) -> None:
        if self._drain is None:
            logger.info("draining", extra={"signal": name, "answers": len(self._answers)})
            self._drain = asyncio.create_task(self._drain_then_exit())
        else:
            self.should_exit = self.force_exit = True

    async def _drain_then_exit(self) -> None:
        await self._answers.drain(self._settings.drain_seconds)
        self.should_exit = True


def _asgi(settings: Settings, keys: KeyStore, groups: Groups, answers: RunningAnswers, sockets: Sockets) -> ASGIApp:
    expected = Expected(signer=settings.alb_arn, issuer=settings.cognito_issuer, client=settings.cognito_client_id)
    gate = Gate(
        chainlit_app,
        verifier=Verifier(expected, keys, groups),
        sign_out=SignOut(
            cognito_domain=settings.cognito_domain,
            client_id=settings.cognito_client_id,
            public_url=settings.public_url,
        ),
        sockets=sockets,
        public_url=settings.public_url,
        session_cookie=make_session_cookie,
        is_draining=lambda: answers.draining,
    )
    return SecurityHeadersMiddleware(
        LanguageMiddleware(AppearanceMiddleware(gate)), public_url=settings.public_url, page=get_html_template("")
    )


def _keys(settings: Settings, store: ConversationStore) -> KeyStore:
    return KeyStore(settings.alb_public_keys_url, StoredKey(store))


def _groups(settings: Settings) -> Groups:
    return Groups(settings.cognito_jwks_url, settings.cognito_issuer, settings.cognito_client_id)


async def _warm(factory: ModelFactory, parameters: Parameters) -> None:
    values = await parameters.current()
    try:
        await lifecycle.start(factory, values)
    except Exception:
        # The first question will say what is wrong, in a sentence; the log says it now.
        logger.exception("models not warmed")
