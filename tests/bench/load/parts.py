"""The parts of the server by which a profile is printed: each is the code below some folders."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import FrameType

OTHER = "the rest"
_ROOT = str(Path(__file__).parents[3])

# The innermost frame that one of these matches names the part; the standard library counts for whoever calls it.
_PARTS = (
    ("strands: telemetry", r"/strands/telemetry/|/opentelemetry/"),
    ("strands: agent and its loop", r"/strands/"),
    ("botocore: request and signature", r"/botocore/|/boto3/|/agents/models/sdk_adapter/"),
    ("HTTP client", r"/aiohttp/|/yarl/|/multidict/|/agents/models/aws_http|/agents/models/connections"),
    ("our models", r"/agents/models/|/agents/aws\.py"),
    ("our memory", r"/agents/memory/|/agents/turn/memory_turn"),
    ("our agents and turn", r"/agents/"),
    ("history and usage", r"/chat/history/|/chat/usage/|/sqlite3/"),
    ("our page, turns and logs", r"/chat/(?!chainlit_adapter/|__main__)"),
    ("Chainlit", r"/chainlit/|/chat/chainlit_adapter/"),
    ("socket", r"/socketio/|/engineio/|/uvicorn/|/wsproto/|/starlette/|/fastapi/"),
    ("event loop", r"/asyncio/|/selectors\.py|/concurrent/futures/|/threading\.py"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _PARTS)
_LOOP = _PARTS[-1][0]
NAMES = (*(name for name, _ in _PARTS), OTHER)


def part_of(stack: Sequence[FrameType]) -> str:
    """Return the part that a stack, innermost frame first, works for."""
    parts = [_of_file(frame.f_code.co_filename) for frame in stack]
    # The loop runs everything: what it does counts for the part that has called it, if one has.
    return next((part for part in parts if part not in ("", _LOOP)), _LOOP if _LOOP in parts else OTHER)


@cache
def _of_file(path: str) -> str:
    _, installed, library = path.rpartition("/site-packages")
    path = library if installed else path.removeprefix(_ROOT)
    return next((name for name, pattern in _PATTERNS if pattern.search(path)), "")


def place(frame: FrameType) -> str:
    """Return the name of the function that a frame runs."""
    path = Path(frame.f_code.co_filename)
    return f"{path.parent.name}/{path.name}:{frame.f_code.co_name}"
