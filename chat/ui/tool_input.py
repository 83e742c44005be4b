"""Formats the input of a specialist or a tool for the page."""

import json

from agents.tools.python.tool import fenced
from chat.ui.math_markdown import typeset

_PROSE = ("query", "text", "customer")  # parameters that hold sentences


def format_tool_input(given: dict[str, object]) -> str:
    """Return the input of a call as Markdown: code as code, sentences as sentences, the rest as a short list."""
    values = {name: _text(value) for name, value in given.items() if value not in ("", None)}
    blocks = [_block(name, value) for name, value in values.items() if _is_block(name, value)]
    short = {name: value for name, value in values.items() if not _is_block(name, value)}
    lines = [f"{name.replace('_', ' ')}: {_code(value)}" for name, value in short.items()]
    if len(values) == len(short) == 1:
        lines = [_code(value) for value in short.values()]
    return "\n\n".join([*blocks, *(["\n".join(lines)] if lines else [])])


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _is_block(name: str, value: str) -> bool:
    return name == "code" or name in _PROSE or "\n" in value


def _block(name: str, value: str) -> str:
    return typeset(value) if name in _PROSE else fenced(value, "python" if name == "code" else "text")


def _code(value: str) -> str:
    return f"`` {value} ``" if "`" in value else f"`{value}`"
