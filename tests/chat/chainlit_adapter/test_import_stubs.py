"""What is not used is not imported with Chainlit and strands, and can be imported afterwards."""

import ast
import inspect
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from chat.chainlit_adapter import import_stubs
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/import_stubs.py")
STRANDS = Upstream("strands-agents", "chat/chainlit_adapter/import_stubs.py")
PYDANTIC = Upstream("pydantic", "chat/chainlit_adapter/import_stubs.py")

START = """
import json, sys, threading
from pathlib import Path
from chat.chainlit_adapter import bootstrap, import_stubs
bootstrap.prepare(Path(sys.argv[1]))
thread = threading.Thread.run
with import_stubs.imports():
    import chat.server
from chat.observability.traces import open_traces
assert open_traces("", "dev", captures_content=False) is None
from fastapi import FastAPI
FastAPI().add_api_route("/", lambda name: name)  # FastAPI looks at what the route takes
loaded = sorted(name for name, module in sys.modules.items() if module)
assert threading.Thread.run is thread, "threads are wrapped"
import aiohttp, mcp, requests, traceloop.sdk, opentelemetry.instrumentation.threading, s3transfer.manager
assert all(module.__file__ for module in (aiohttp, mcp, requests, s3transfer.manager, traceloop.sdk))
from literalai import ChatGeneration
from strands.session.snapshot_session_manager import SnapshotSessionManager
from strands.telemetry.config import StrandsTelemetry
assert ChatGeneration(provider="x").provider == "x"
assert all("import_stubs" not in real.__module__ for real in (SnapshotSessionManager, StrandsTelemetry))
from fastapi.openapi.models import Contact
from pydantic import BaseModel
assert not Contact.__pydantic_complete__, "what nobody uses is compiled"
assert Contact.model_validate({"name": "x"}).name == "x"
class Later(BaseModel): pass
assert Later.__pydantic_complete__
from chainlit.input_widget import Slider
from pydantic.dataclasses import dataclass
assert not Slider.__pydantic_complete__, "what nobody uses is compiled"
assert Slider(id="x", label="y").max == 10
@dataclass
class LaterToo: name: str
assert LaterToo.__pydantic_complete__
print(json.dumps(loaded))
"""
UNUSED = (
    "aiohttp",
    "google.protobuf",
    "grpc",
    "jsonschema",
    "langchain",
    "literalai.",
    "mcp",
    "openai",
    "opentelemetry.exporter",
    "opentelemetry.sdk",
    "pydantic.v1",
    "requests",
    "rich",
    "s3transfer",
    "strands.bidi",
    "sympy",
    "traceloop",
    "watchdog",
    "yaml",
)


def run(script: str, folder: Path) -> str:
    """Run a script in a new process and return its output."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    command = [sys.executable, "-c", script, str(folder)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_server_is_imported_without_unused_packages(tmp_path: Path) -> None:
    loaded = json.loads(run(START, tmp_path).splitlines()[-1])
    assert "chainlit.server" in loaded
    assert [name for name in loaded if name.startswith(UNUSED)] == []


@pytest.mark.guard
def test_strands_has_every_name_that_is_stubbed() -> None:
    for module, names in import_stubs.STUBS.items():
        if module.startswith("strands."):
            for name in names:
                STRANDS.find(f"{module}:{name}")


@pytest.mark.guard
def test_chainlit_imports_no_other_name_from_the_modules_that_are_stubbed() -> None:
    for module in ("chainlit", "chainlit.callbacks", "chainlit.message", "chainlit.step"):
        spec = find_spec(module)
        CHAINLIT.require(spec and spec.origin, f"a module {module}")
        assert spec is not None
        assert spec.origin is not None
        # Only what runs on import: not the body of a function, nor of `if TYPE_CHECKING`.
        for node in ast.parse(Path(spec.origin).read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module in import_stubs.STUBS:
                other = {alias.name for alias in node.names} - set(import_stubs.STUBS[node.module])
                CHAINLIT.require(not other, f"a module {module} without {sorted(other)} from {node.module}")


@pytest.mark.guard
def test_pydantic_defers_models_and_dataclasses_by_configuration() -> None:
    model = PYDANTIC.find("pydantic:BaseModel")
    PYDANTIC.require(model.model_config == {}, "an empty `BaseModel.model_config`")
    PYDANTIC.require("defer_build" in PYDANTIC.find("pydantic:ConfigDict").__annotations__, "`defer_build`")
    config = inspect.signature(PYDANTIC.find("pydantic.dataclasses:dataclass")).parameters.get("config")
    PYDANTIC.require(config and config.kind is config.KEYWORD_ONLY, "a keyword `config` of its dataclasses")


@pytest.mark.guard
def test_server_can_be_imported_with_the_stubs(tmp_path: Path) -> None:
    script = START.split("loaded =")[0].replace("import chat.server", "import chainlit.server, strands, boto3")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    command = [sys.executable, "-c", script, str(tmp_path)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    reason = (ended.stderr.splitlines() or [""])[-1]
    CHAINLIT.require(ended.returncode == 0, f"imports that the stubs satisfy ({reason})")
