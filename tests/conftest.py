"""Four workers share the tests, a file at a time; what shares something costly goes to one of them as a whole."""

import gc
import logging
import os
import ssl
import sys
from functools import cache

import httpx
import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.support.waiting import PATIENCE

BROWSER = "tests/e2e/"
ON_FAKE_BEDROCK = tuple(
    f"{BROWSER}test_{name}.py"
    for name in ("answer", "answer_actions", "direction", "markdown_blocks", "saved_questions", "study")
)
# A cloud and a Chromium each, and one synthesis of each stack.
WHOLE = (ON_FAKE_BEDROCK, (BROWSER,), ("tests/infra/aws/",))
FIRST = "test_first_answer.py"  # needs the temporary passwords
# What takes a worker longest begins first, so that it does not run alone at the end.
LONGEST = (
    BROWSER,
    "tests/infra/test_image.py",
    "tests/infra/aws/",
    "tests/agents/turn/test_hostile_input.py",
    "tests/chat/turns/test_service.py",
    "tests/infra/local/test_supervisor.py",
    # These wait more than they compute: at the end, there would be nothing beside them that computes.
    "tests/chat/history/",
    "tests/chat/chainlit_adapter/test_privacy.py",
    "tests/chat/turns/test_exercise_writing.py",
    "tests/infra/doctor/test_budget_checks.py",
)
# `make test-fast` leaves out whatever starts a server, a cloud or a CDK synthesis, and long runs of hostile input.
SLOW_FIXTURES = {"cloud", "embedded", "embedded_factory", "server", "server_keys", "stack", "stacks", "synthesise"}
SLOW_STORES = ("slow and failing", "dynamodb")  # one is so on purpose, the other is emulated
SLOW = (
    "tests/agents/agent/test_silence.py",
    "tests/agents/demo_model/",
    "tests/agents/documents/test_reader.py",
    "tests/agents/exercises/",
    "tests/agents/mathematics/attempts/test_judging.py",
    "tests/agents/mathematics/disclosure/test_finder.py",
    "tests/agents/mathematics/questions/test_parser_cache.py",
    "tests/agents/mathematics/test_properties.py",
    "tests/agents/mathematics/test_question_properties.py",
    "tests/agents/mathematics/test_solver.py",
    "tests/agents/mathematics/test_worker.py",
    "tests/agents/models/openai_compatible/test_model_on_llama_cpp.py",
    "tests/agents/models/test_aws_http.py",
    "tests/agents/specialists/test_adding_a_specialist.py",
    "tests/agents/study/",
    "tests/agents/test_errors.py",
    "tests/agents/test_lifecycle.py",
    "tests/agents/test_parameters.py",
    "tests/agents/tools/",
    "tests/agents/turn/test_cancellation.py",
    "tests/agents/turn/test_hostile_input.py",
    "tests/agents/turn/test_run_turn_on_every_provider.py",
    "tests/agents/workers/",
    "tests/bench/",
    "tests/chat/attachments/",
    "tests/chat/chainlit_adapter/test_import_stubs.py",
    "tests/chat/chainlit_adapter/test_send_queue.py",
    "tests/chat/history/test_hammer.py",
    "tests/chat/http/middleware/test_authentication_fuzz.py",
    "tests/chat/http/test_access_rules.py::test_exactly_these_routes_are_open",
    "tests/chat/memory_pages/test_redaction.py",
    "tests/chat/my_data/",
    "tests/chat/test_crash.py",
    "tests/chat/test_strangers.py",
    "tests/chat/turns/test_admission_queue.py",
    "tests/chat/turns/test_regenerate.py",
    "tests/chat/turns/test_resume.py",
    "tests/eval/",
    "tests/infra/",
    "tests/test_dependencies.py",
)

# New objects until the next look for garbage: after Python's own 700 it is looked for too often, for hardly any.
GARBAGE = 20_000

ENVIRONMENT = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "OPENBLAS_NUM_THREADS": "1",  # a test may import numpy before the embeddings do, which say so too
}

# Hundreds of processes import the same packages: where a shell forbids bytecode, CDK takes eight seconds each time.
# Here and not in `pytest_configure`, which is called after the other conftest files are imported.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a worker a whole file, or all of a folder."""

    def _split_scope(self, nodeid: str) -> str:
        return next((places[0] for places in WHOLE if nodeid.startswith(places)), nodeid.split("::", 1)[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


def pytest_collection() -> None:
    """All that is collected stays: there is no garbage to look for among half a million objects, now or later."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(BROWSER):
            item.add_marker("browser")
        elif (
            item.nodeid.startswith(SLOW)
            or SLOW_FIXTURES & set(getattr(item, "fixturenames", ()))
            or any(store in item.nodeid for store in SLOW_STORES)
        ):
            item.add_marker("slow")
    items.sort(key=lambda item: (_rank(item.nodeid), item.path.name != FIRST))


def pytest_runtest_teardown() -> None:
    """What one test switches off is missed by the next."""
    assert not logging.root.manager.disable, "the test left the log switched off"


def _rank(nodeid: str) -> int:
    return next((rank for rank, place in enumerate(LONGEST) if nodeid.startswith(place)), len(LONGEST))


def pytest_configure() -> None:
    """What this machine has set must not matter, nor how busy it is."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "ECS_", "CHAINLIT_"))]:
        del os.environ[name]
    os.environ.update(ENVIRONMENT)
    for name in ("no_proxy", "NO_PROXY"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost", "::1"]))
    for part in ("connect", "read", "write", "pool"):  # five seconds, for whoever does not say how long
        setattr(httpx._config.DEFAULT_TIMEOUT_CONFIG, part, float(PATIENCE))
    httpx._transports.default.create_ssl_context = _context  # type: ignore[attr-defined]
    settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100)
    settings.register_profile("thorough", settings.get_profile("busy"), max_examples=1000)
    settings.load_profile("busy")  # `--hypothesis-profile=thorough` replaces it


def _context(
    verify: ssl.SSLContext | str | bool = True,
    cert: str | tuple[str, str] | tuple[str, str, str] | None = None,
    trust_env: bool = True,
) -> ssl.SSLContext:
    """Replace httpx's own, which reads all authorities for each client: 60 ms for a single request to loopback."""
    if verify is not True or cert is not None:
        return httpx.create_ssl_context(verify, cert, trust_env)
    return _default_context(trust_env, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _default_context(trust_env: bool, *_: str | None) -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=trust_env)
