"""What nobody uses is not imported, and can be all the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

START = """
import json, sys, threading
from pathlib import Path
from chat.chainlit_adapter import bootstrap, import_stubs
bootstrap.prepare(Path(sys.argv[1]))
thread = threading.Thread.run
with import_stubs.imports():
    import chat.server
loaded = sorted(sys.modules)
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
print(json.dumps(loaded))
"""
HOLD_UP = """
import sys, time
from pathlib import Path
from chat.chainlit_adapter import bootstrap, import_stubs
bootstrap.prepare(Path(sys.argv[1]))
with import_stubs.imports():
    import chainlit
from chat.chainlit_adapter.chat_context import disable_chat_context
from chat.chainlit_adapter.message_delay import remove_message_delay
remove_message_delay()
disable_chat_context()
def nap(seconds):
    raise AssertionError("it sleeps")
time.sleep = nap
from chainlit.chat_context import chat_context, chat_contexts
from chainlit.context import ChainlitContextException
for make in (lambda: chainlit.Message(content="said"), lambda: chainlit.Step(name="done")):
    try:
        make()
    except ChainlitContextException:
        pass  # there is no page here; the nap came before
chat_context.add("said")  # would ask for the page
assert chat_contexts == {}
"""
UNUSED = (
    "aiohttp",
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
    "s3transfer",
    "strands.bidi",
    "sympy",
    "traceloop",
    "watchdog",
    "yaml",
)


def run(script: str, folder: Path) -> str:
    """Run it in a process of its own, and return what it said."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    command = [sys.executable, "-c", script, str(folder)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_message_neither_stops_the_process_nor_stays_in_it(tmp_path: Path) -> None:
    run(HOLD_UP, tmp_path)


def test_the_server_is_imported_without_what_nobody_uses(tmp_path: Path) -> None:
    loaded = json.loads(run(START, tmp_path).splitlines()[-1])
    assert "chainlit.server" in loaded
    assert [name for name in loaded if name.startswith(UNUSED)] == []
