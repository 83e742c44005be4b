"""Runs inside the image: imports every module of ours, lets every tool do a little, and prints what came of it.

Its arguments are a PDF and a picture, in base64.
"""

import asyncio
import base64
import importlib
import json
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from chat.chainlit_adapter import bootstrap, dataclass_code
from chat.chainlit_adapter.import_stubs import imports

_ALGEBRA = {
    "solve": "x^2 = 4",
    "integrate": "sin(x)^2",
    "differentiate": "x*exp(x)",
    "limit": "sin(x)/x as x -> 0",
    "simplify": "(x^2-1)/(x-1)",
    "statistics": "1, 2, 3, 4",
    "convert": "5 km/h to m/s",
}
_LANGUAGE = (
    ("number", "47", "fr", "cardinal"),
    ("transliterate", "你好", "", "pinyin"),
    ("transliterate", "ありがとう", "", "romaji"),
    ("identify", "Ich weiß nicht, was das ist", "", ""),
)


def imported() -> dict[str, str]:
    """Import all of ours; return what cannot be, and why."""
    failures = {}
    for room in ("agents", "chat"):
        for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if module.name.endswith("__main__"):
                continue
            try:
                importlib.import_module(module.name)
            except Exception as error:
                failures[module.name] = f"{type(error).__name__}: {error}"
    return failures


async def done(folder: Path) -> dict[str, str]:
    """Let the tools work in their processes."""
    from agents.documents.reader import documents, read_document
    from agents.mathematics.pool import algebra
    from agents.mathematics.task import Task
    from agents.tools.language.tool import linguist
    from agents.tools.proofreading.tool import proofreader
    from agents.tools.python.sandbox import sandbox

    for name, content in zip(("pdf", "png"), sys.argv[1:], strict=True):
        (folder / name).write_bytes(base64.b64decode(content))
    try:
        answers = {
            operation: (await algebra.solve(Task(operation, expression)))[0]
            for operation, expression in _ALGEBRA.items()
        }
        answers["plot"] = (await algebra.draw("x^2", "-2", "2"))[1]
        answers["pdf"] = (await read_document(folder / "pdf", "a.pdf")).text
        answers["png"] = (await read_document(folder / "png", "a.png")).media_type
        answers["proofread"] = (await proofreader.ask({"text": "He have an apple."}))["text"]
        for operation, text, language, option in _LANGUAGE:
            request = {"operation": operation, "text": text, "language": language, "option": option}
            answers[f"{operation} {text}"] = (await linguist.ask(request))["checked"]
        answers["python"] = (await sandbox.run("2 ** 10")).result
        answers["trace"] = await trace()
    finally:
        for pool in (documents, algebra, linguist, proofreader, sandbox):
            pool.close()
    return answers


async def trace() -> str:
    """Make a trace, which no collector takes; return its id."""
    from chat.observability.traces import open_traces

    traces = open_traces("http://127.0.0.1:1", "test", captures_content=False)
    assert traces is not None
    turn = traces.begin_turn(thread_id="t", question_id="q", route="auto", how="answer", edge_header=None)
    turn.end()
    await traces.close()
    return turn.trace_id


def numbers() -> dict[str, str]:
    """Write a number in each language, which needs the data of that language."""
    from chat.i18n.language import LANGUAGES, current_language, translate_plural

    written = {}
    for language in LANGUAGES:
        current_language.set(language)
        written[language] = translate_plural("{count} day", "{count} days.", count=1234)
    return written


def started(root: Path) -> list[str]:
    """Import the server as a start does; return what is made for it that the image does not hold."""
    import chat.__main__  # a start imports it first

    made: list[str] = []

    def count(text: str, *given: Any, **options: Any) -> Any:
        made.append(text)
        return compile(text, *given, **options)

    vars(dataclass_code)["compile"] = count
    bootstrap.prepare(root)
    with imports():
        import chat.server  # noqa: F401
    return made + [name for name in sys.modules if name == "chat.chainlit_adapter.page_bundle"]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as root:
        made = started(Path(root))
        found = {"made": made, "not imported": imported(), "done": asyncio.run(done(Path(root))), "numbers": numbers()}
        json.dump(found, sys.stdout)
