"""Every sentence that is translated; `python -m tests.chat.i18n.said` prints them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chat.http.templates import FOLDER
from tests.support.templates import translated_in_templates

ROOT = Path(__file__).parents[3]
# The English sentences of agents/ that chat/ translates: see chat/i18n/agent_messages.py.
_FAILURES = {"AddressRefused", "MemoryRefused", "UserFacingError", "TranslatableText"}


@cache
def sentences() -> frozenset[str]:
    """Return the sentences of chat/ and its templates, and those of agents/; of plural forms, that of most numbers."""
    own = frozenset(_of_chat("translate")) | set(_of_chat("TranslatableText", literal=False))
    return own | set(translated_in_templates(FOLDER)) | set(_of_agents()) | plurals()


@cache
def plurals() -> frozenset[str]:
    """Return the sentences that have plural forms."""
    return frozenset(_of_chat("translate_plural", 1)) | set(translated_in_templates(FOLDER, "translate_plural", 1))


def _of_chat(function: str, position: int = 0, *, literal: bool = True) -> Iterator[str]:
    for path, node in _nodes("chat"):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            sentence = _literal(node, position)
            assert sentence is not None or not literal, f"{path}:{node.lineno}: {function}() needs the sentence itself"
            if sentence is not None:
                yield sentence


def _of_agents() -> Iterator[str]:
    for _, node in _nodes("agents"):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in _FAILURES:
            if (sentence := _literal(node)) is not None:
                yield sentence
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "SENTENCES":
            yield from ast.literal_eval(node.value).values()


def _nodes(room: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path, node


def _literal(call: ast.Call, position: int = 0) -> str | None:
    given = call.args[position] if len(call.args) > position else None
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None


if __name__ == "__main__":
    print(*sorted(sentences()), sep="\n")
