"""Builds the server from its parts, runs it until a signal, and drains it."""

import asyncio
import gc
import linecache
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import uvicorn
from fastapi import APIRouter
from starlette.types import ASGIApp

from agents import lifecycle
from agents.models.bedrock.guardrail import BLOCKED, MASKED, GuardrailLedger
from chat import app
from chat.chainlit_adapter.allowed_routes import OPEN_ROUTES, SOCKET_PATH
from chat.chainlit_adapter.server_app import chainlit_app, page_html
from chat.chainlit_adapter.session_cookie import make_session_cookie
from chat.chainlit_adapter.uvicorn_server import DrainingServer
from chat.chainlit_adapter.websocket_protocol import WebSocketProtocol
from chat.http.access_rules import AccessRules, derive_open_routes
from chat.http.application import build_application, protect
from chat.i18n import language
from chat.identity.checks import TrustedIssuer
from chat.identity.sign_out import SignOut
from chat.identity.sockets import SocketRegistry
from chat.identity.verifier import Verifier
from chat.my_data.retention import Records, enforce_retention
from chat.observability.heartbeat import record_heartbeat
from chat.observability.watchdog import Watchdog
from chat.services import Services, open_services
from chat.settings import Settings
from chat.turns.admission_queue import AdmissionQueue
from chat.turns.running_answers import RunningAnswers

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
    async with open_services(settings) as services:
        routers = app.register(services)
        await services.denied.start()
        await services.keys.start()
        sockets = SocketRegistry(secure=settings.public_url.startswith("https:"))
        denying = asyncio.create_task(services.denied.follow(sockets.end_denied))
        warming = asyncio.create_task(_warm(services))
        records = Records(
            store=services.store,
            attachments=services.attachments,
            usage=services.accounts.store,
            learning=services.learning.store,
            budgets=services.budgets.store,
            findings=services.findings.store,
        )
        retaining = asyncio.create_task(enforce_retention(records, services.parameters, services.writer))
        # The first question does not wait for what start-up can load; start-up itself waits a bounded time.
        await asyncio.wait({warming}, timeout=_WARMING_SECONDS)
        preloading = asyncio.create_task(_preload())
        heartbeat = asyncio.create_task(
            record_heartbeat(partial(_gauges, sockets, services.admission, services.factory.guardrails))
        )
        watchdog = Watchdog()
        try:
            await _server(_asgi(routers, services, sockets), settings, services.running).serve()
        finally:
            for task in (denying, warming, retaining, preloading, heartbeat):
                task.cancel()
            watchdog.stop()
    logger.info("server_stopped", extra={"lost_writes": services.writer.lost})


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


def _asgi(routers: Sequence[APIRouter], services: Services, sockets: SocketRegistry) -> ASGIApp:
    settings = services.settings
    application = build_application(routers, chainlit_app())
    trusted = TrustedIssuer(signer=settings.alb_arn, issuer=settings.cognito_issuer, client=settings.cognito_client_id)
    return protect(
        application,
        verifier=Verifier(trusted, services.keys, services.groups, provider_groups=settings.provider_groups),
        denied=services.denied,
        rules=AccessRules([*derive_open_routes(application.routes), *OPEN_ROUTES]),
        socket_path=SOCKET_PATH,
        sign_out=SignOut(
            cognito_domain=settings.cognito_domain,
            client_id=settings.cognito_client_id,
            public_url=settings.public_url,
        ),
        sockets=sockets,
        public_url=settings.public_url,
        page=page_html(),
        session_cookie=make_session_cookie,
        is_draining=lambda: services.running.draining,
    )


def _gauges(sockets: SocketRegistry, admission: AdmissionQueue, guardrails: GuardrailLedger) -> dict[str, float]:
    gauges: dict[str, float] = {
        "ActiveSessions": len(sockets),
        "RunningAnswers": admission.running,
        "WaitingQuestions": admission.waiting,
    }
    if found := guardrails.take_new():
        gauges |= {"GuardrailBlocks": found[BLOCKED], "GuardrailMasks": found[MASKED]}
    return gauges


async def _preload() -> None:
    """Load the data of languages; what the process holds by then stays for ever, and is not searched for garbage."""
    await asyncio.to_thread(language.preload)
    linecache.clearcache()  # anyio reads 2 MB of source to learn from where it is imported
    gc.freeze()


async def _warm(services: Services) -> None:
    values = await services.parameters.current()
    try:
        await lifecycle.start(services.factory, values)
    except Exception:
        # Start-up goes on: the first question shows a sentence about it; the log has the cause now.
        logger.exception("model_warming_failed")
