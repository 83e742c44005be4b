"""What nobody uses is not imported, and can be all the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

START = """
import json, sys, threading
from pathlib import Path
from chat import lighter, page
page.prepare(Path(sys.argv[1]))
thread = threading.Thread.run
with lighter.imports():
    import chat.server
loaded = sorted(sys.modules)
assert threading.Thread.run is thread, "threads are wrapped"
import mcp, requests, traceloop.sdk, opentelemetry.instrumentation.threading
assert all(module.__file__ for module in (mcp, requests, traceloop.sdk))
from chainlit import ChatGeneration
assert ChatGeneration(provider="x").provider == "x"
print(json.dumps(loaded))
"""
UNUSED = ("traceloop", "mcp", "requests", "grpc", "literalai.client", "opentelemetry.exporter", "openai", "langchain")


def test_the_server_is_imported_without_what_nobody_uses(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    started = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)], env=environment, capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr
    loaded = json.loads(started.stdout.splitlines()[-1])
    assert "chainlit.server" in loaded
    assert [name for name in loaded if name.startswith(UNUSED)] == []
