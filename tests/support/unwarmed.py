"""The chat server without its warm-up: SymPy and the embedded model load when they are first asked, which is seldom.

One process imports what takes most of a start's CPU, and each server is forked from it, with its own environment. None
of what is imported reads the environment as it is imported; Chainlit does, and each server imports that for itself.
"""

import json
import os
import signal
import sys
from importlib import import_module

from chat.__main__ import main
from chat.chainlit_adapter import import_stubs

# All that the server imports, but for Chainlit and the modules that import it.
IMPORTED = (
    *("agents.turn.run_turn", "chat.http.application", "chat.memory_pages.routes", "chat.my_data.routes"),
    *("chat.people.routes", "chat.share_pages.routes", "chat.status.routes", "chat.teaching_pages.review_routes"),
    *("dataclasses_json", "filetype", "jose.jwt", "jwt", "pydantic_settings", "socketio", "uvicorn", "wsproto"),
)

with import_stubs.imports():
    for name in IMPORTED:
        import_module(name)

    from agents import lifecycle
    from agents.exercises.requests import read_request
    from agents.memory.intent import decide
    from agents.models.factory import ModelFactory
    from agents.parameters import ParameterValues

# What each server's first question loads: the tests' model is called as AWS's are, and a hundred patterns are compiled.
import_module("agents.models.aws_models")
decide(question := "What is 1 + 1?")
read_request(question)


async def nothing(factory: ModelFactory, values: ParameterValues) -> None:
    """Load nothing."""


def fork_servers() -> bool:
    """Fork a server for each line of input, and say its number; say to each number whether that one has ended.

    Returns:
        Whether this process is a server that was forked.
    """
    assert "chainlit" not in sys.modules, "it has read settings that are no server's"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C sends it to the servers too
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        if isinstance(asked, int):
            ended, status = os.waitpid(asked, os.WNOHANG)
            said = os.waitstatus_to_exitcode(status) if ended else None
        elif said := os.fork():
            pass
        else:
            _become(**asked)
            return True
        os.write(sys.stdout.fileno(), json.dumps(said).encode() + b"\n")
    return False


def _become(environment: dict[str, str], log: str) -> None:
    """Have nothing of the process that this one was forked from."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(environment)
    for name, modes, places in ((os.devnull, os.O_RDONLY, (0,)), (log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, (1, 2))):
        opened = os.open(name, modes)
        for place in places:
            os.dup2(opened, place)
        os.close(opened)


if __name__ == "__main__" and fork_servers():
    lifecycle.start = nothing
    sys.exit(main())
