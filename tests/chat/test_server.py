import os
import subprocess
import sys
from pathlib import Path

# In a process of its own: Chainlit reads its folder when it is imported.
_CHECK = """
import asyncio, os
from pathlib import Path
from chat.chainlit_adapter import bootstrap, import_stubs
bootstrap.prepare(Path(os.environ["HOME"]))
with import_stubs.imports():
    from chat import server
from agents import lazy_pattern

async def main():
    listening, waiting = asyncio.Event(), len(lazy_pattern._made)
    preloading = asyncio.create_task(server._preload(listening))
    await asyncio.sleep(0.1)
    print(waiting > 100, len(lazy_pattern._made) == waiting)
    listening.set()
    await preloading
    print(len(lazy_pattern._made))

asyncio.run(main())
"""


def test_patterns_are_compiled_once_the_server_listens(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CHAINLIT_APP_ROOT": str(tmp_path)}
    command = [sys.executable, "-c", _CHECK]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["True", "True", "0"]
