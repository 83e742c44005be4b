"""Builds the server from its parts, runs it until a signal, and drains it."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import uvicorn
from chainlit.auth import create_jwt
from chainlit.server import app as chainlit_app
from chainlit.server import get_html_template
from chainlit.user import User
from fastapi import APIRouter
from starlette.types import ASGIApp

from agents import lifecycle
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from chat import app
from chat.attachments.open_file_store import open_file_store
from chat.attachments.service import AttachmentService
from chat.chainlit_adapter.open_routes import OPEN_ROUTES, SOCKET_PATH
from chat.chainlit_adapter.uvicorn_server import DrainingServer
from chat.chainlit_adapter.websocket_protocol import WebSocketProtocol
from chat.history.last_signing_key import LastSigningKey
from chat.history.open_store import open_store
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.http.access_rules import AccessRules, derive_open_routes
from chat.http.application import build_application, protect
from chat.identity.caller import Caller
from chat.identity.checks import TrustedIssuer
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.sign_out import SignOut
from chat.identity.sockets import SocketRegistry
from chat.identity.verifier import Verifier
from chat.memory_pages.personal_data import MemoryPersonalData
from chat.my_data.retention import upkeep
from chat.observability.health import Deployment
from chat.observability.heartbeat import record_heartbeat
from chat.observability.watchdog import Watchdog
from chat.services import Services
from chat.settings import Settings
from chat.status.checks import dependencies
from chat.turns.admission_queue import AdmissionQueue
from chat.turns.running_answers import RunningAnswers
from chat.ui.preferences import ModePreferences
from chat.usage.meter import UsageAccounts
from chat.usage.open_usage_store import open_usage_store

logger = logging.getLogger(__name__)

# The ALB's cookies (4 shards of 4 KB) and tokens (11 KB) exceed the usual 16 KB.
MAX_HEADER_BYTES = 64 * 1024
MAX_SOCKET_MESSAGE_BYTES = 1024 * 1024
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
    writer, answers = WriteQueue(), RunningAnswers()
    factory = ModelFactory(settings.aws_region, settings.max_concurrent_answers)
    parameters = Parameters(settings.aws_region, settings.teachers_assistant_env, factory.aws)
    admission = AdmissionQueue(settings.max_concurrent_answers)
    attachments = AttachmentService(open_file_store(settings.uploads_bucket, settings.history_url, settings.aws_region))
    accounts = UsageAccounts(open_usage_store(store), writer)
    memory = MemoryService(store.facts, parameters, factory.aws)
    library = FileLibrary(memory)
    keys, groups = _keys(settings, store), _groups(settings)
    place = Deployment(settings.teachers_assistant_env, settings.aws_region)
    health = dependencies(store, writer, parameters, keys, factory, attachments)
    routers = app.register(
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
    keeping = asyncio.create_task(upkeep(store, writer, parameters, attachments, accounts.store))
    # The first question does not wait for what start-up can load; start-up itself waits a bounded time.
    await asyncio.wait({warming}, timeout=_WARMING_SECONDS)
    sockets = SocketRegistry(secure=settings.public_url.startswith("https:"))
    heartbeat = asyncio.create_task(record_heartbeat(partial(_gauges, sockets, admission)))
    watchdog = Watchdog()
    server = _server(_asgi(routers, settings, keys, groups, answers, sockets), settings, answers)
    try:
        await server.serve()
    finally:
        warming.cancel()
        keeping.cancel()
        heartbeat.cancel()
        watchdog.stop()
        await asyncio.gather(writer.close(), keys.close(), groups.close(), lifecycle.stop(factory))
        library.close()
        memory.close()
        await store.close()
        attachments.close()
        logger.info("server_stopped", extra={"lost_writes": writer.lost})


def _server(asgi: ASGIApp, settings: Settings, answers: RunningAnswers) -> DrainingServer:
    config = uvicorn.Config(
        asgi,
        host=settings.host,
        port=settings.port,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
        ws=WebSocketProtocol,
        ws_max_size=MAX_SOCKET_MESSAGE_BYTES,
        ws_per_message_deflate=False,  # 300 KB a socket and a third of the cost of a token, to save 2 KB/s
        ws_ping_interval=20,
        timeout_graceful_shutdown=_CLOSING_SECONDS,
    )
    return DrainingServer(config, partial(_drain, answers, settings.drain_seconds))


async def _drain(answers: RunningAnswers, seconds: float) -> None:
    logger.info("drain_started", extra={"answers": len(answers)})
    await answers.drain(seconds)


def _asgi(
    routers: Sequence[APIRouter],
    settings: Settings,
    keys: KeyStore,
    groups: GroupReader,
    answers: RunningAnswers,
    sockets: SocketRegistry,
) -> ASGIApp:
    application = build_application(routers, chainlit_app)
    expected = TrustedIssuer(signer=settings.alb_arn, issuer=settings.cognito_issuer, client=settings.cognito_client_id)
    return protect(
        application,
        verifier=Verifier(expected, keys, groups),
        rules=AccessRules([*derive_open_routes(application.routes), *OPEN_ROUTES]),
        socket_path=SOCKET_PATH,
        sign_out=SignOut(
            cognito_domain=settings.cognito_domain,
            client_id=settings.cognito_client_id,
            public_url=settings.public_url,
        ),
        sockets=sockets,
        public_url=settings.public_url,
        page=get_html_template(""),
        session_cookie=_session_cookie,
        is_draining=lambda: answers.draining,
    )


def _gauges(sockets: SocketRegistry, admission: AdmissionQueue) -> dict[str, float]:
    return {
        "ActiveSessions": len(sockets),
        "RunningAnswers": admission.running,
        "WaitingQuestions": admission.waiting,
    }


def _keys(settings: Settings, store: ConversationStore) -> KeyStore:
    return KeyStore(settings.alb_public_keys_url, LastSigningKey(store))


def _groups(settings: Settings) -> GroupReader:
    return GroupReader(settings.cognito_jwks_url, settings.cognito_issuer, settings.cognito_client_id)


def _session_cookie(caller: Caller) -> str:
    user = User(identifier=caller.sub, display_name=caller.name)
    return f"access_token={create_jwt(user)}"


async def _warm(factory: ModelFactory, parameters: Parameters) -> None:
    values = await parameters.current()
    try:
        await lifecycle.start(factory, values)
    except Exception:
        # Start-up goes on: the first question shows a sentence about it; the log has the cause now.
        logger.exception("model_warming_failed")
