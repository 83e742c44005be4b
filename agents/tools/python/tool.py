"""Runs Python of a learner, and reports its output or why the sandbox could not run it."""

import re

from strands import tool

from agents.tools.base import Tool, ToolDisplay, text_tool
from agents.tools.python.sandbox import MAX_MEGABYTES, MAX_OUTPUT_CHARACTERS, MAX_SECONDS, Run, sandbox
from agents.user_messages import ToolError

MAX_PROGRAM_CHARACTERS = 10_000
_MAX_ERROR_CHARACTERS = 500
_LIMITS = (
    f"The sandbox runs plain Python for at most {MAX_SECONDS:.0f} seconds in {MAX_MEGABYTES} MB, without files, "
    "network or input, and with few modules of the standard library."
)
_UNSUPPORTED = {
    "ModuleNotFoundError": "The sandbox does not have this module",
    "ImportError": "The sandbox does not have this part of a module",
    "NotImplementedError": "The sandbox does not know this part of Python yet",
    "TimeoutError": f"The program was stopped after {MAX_SECONDS:.0f} seconds",
    "MemoryError": "The program was stopped because it needed more memory, or printed more, than it may",
}
_MISSING_NAMES = (
    "input", "open", "__import__", "globals", "locals", "vars", "compile", "breakpoint", "help", "exit", "quit",
)  # fmt: skip


@tool
@text_tool
async def run_python(code: str) -> str:
    """Run a Python program in a sandbox and return what it printed and what its last line is worth.

    The sandbox has no files, network, environment, keyboard input or third-party packages. Of the standard library it
    has among others math, json, re, random, datetime, collections, functools and itertools; generators do not work.

    Args:
        code: The whole program, without a fence.
    """
    if len(code) > MAX_PROGRAM_CHARACTERS:
        raise ToolError(f"The program has {len(code):,} characters; at most {MAX_PROGRAM_CHARACTERS:,} can be run.")
    if not code.strip():
        raise ToolError("There is no program to run; give the whole code.")
    return format_run(await sandbox.run(code))


def format_run(run: Run) -> str:
    """Return the result of a program as Markdown."""
    parts = []
    output = run.output.rstrip()
    if output:
        cut = output[:MAX_OUTPUT_CHARACTERS]
        more = "\n\n(Only the beginning of the output is shown.)" if len(output) > MAX_OUTPUT_CHARACTERS else ""
        parts.append(f"**Output:**\n\n{fenced(cut)}{more}")
    if run.result:
        parts.append(f"**Result:**\n\n{fenced(run.result)}")
    if run.error:
        parts.append(_format_error(run))
    return "\n\n".join(
        parts or ["The program ran to its end and printed nothing; that it runs does not make it right."]
    )


def fenced(text: str, language: str = "text") -> str:
    """Return a fenced code block that nothing in the text can close."""
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _format_error(run: Run) -> str:
    name = re.search(r"name '(\w+)' is not defined", run.message)
    if run.error == "NameError" and name and name[1] in _MISSING_NAMES:
        return f"The sandbox does not have `{name[1]}`. {_LIMITS}"
    if run.error == "PermissionError" or "not supported in this environment" in run.message:
        return f"The sandbox has no files, no environment and no operating system. {_LIMITS}"
    if run.error in ("TimeoutError", "MemoryError"):
        return f"{_UNSUPPORTED[run.error]}. {_LIMITS}"
    if run.error in _UNSUPPORTED:
        return f"{_UNSUPPORTED[run.error]}: {_without_markup(run.message)}. {_LIMITS}"
    where = f" in line {run.line}" if run.line else ""
    return f"**It ended with an error{where}:**\n\n{fenced(f'{run.error}: {run.message}'[:_MAX_ERROR_CHARACTERS])}"


def _without_markup(message: str) -> str:
    return re.sub(r"[`*_<>\[\]\n]", " ", message).removeprefix("The monty syntax parser").strip()[:200].rstrip(".")


RUN_PYTHON = Tool(run_python, ToolDisplay("Python", "terminal"))
