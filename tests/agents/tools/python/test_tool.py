"""Python in the sandbox: its output, what it does not support, and its isolation."""

import pytest

from agents.tools.python.sandbox import with_result
from agents.tools.python.tool import MAX_PROGRAM_CHARACTERS, fenced, run_python


async def run(code: str) -> tuple[str, str]:
    result = await run_python(code=code)
    return result["status"], result["content"][0]["text"]


@pytest.mark.parametrize(
    ("code", "report"),
    [
        ("print('hi')", "**Output:**\n\n```text\nhi\n```"),
        ("1 + 2", "**Result:**\n\n```text\n3\n```"),
        ("x = 'é'\nx * 2  # ü", "**Result:**\n\n```text\n'éé'\n```"),
        ("(1,\n 2)", "**Result:**\n\n```text\n(1, 2)\n```"),
        ("print(1)\n2", "**Output:**\n\n```text\n1\n```\n\n**Result:**\n\n```text\n2\n```"),
        ("x = 5", "The program ran to its end and printed nothing; that it runs does not make it right."),
        ("import math\nmath.sqrt(16)", "**Result:**\n\n```text\n4.0\n```"),
        ("x = 1\nx / 0", "**It ended with an error in line 2:**\n\n```text\nZeroDivisionError: division by zero\n```"),
        ("print('```')", "**Output:**\n\n````text\n```\n````"),
    ],
)
async def test_output_result_and_error_are_reported(code: str, report: str) -> None:
    assert await run(code) == ("success", report)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import numpy", "does not have this module: No module named 'numpy'"),
        ("import socket", "does not have this module"),
        ("import subprocess", "does not have this module"),
        ("def g():\n    yield 1", "does not know this part of Python yet"),
        ("input('name')", "does not have `input`"),
        ("open('/proc/self/environ').read()", "no files, no environment"),
        ("import os\nos.environ", "no files, no environment"),
        ("__import__('os').system('id')", "does not have `__import__`"),
        ("while True: pass", "stopped after 3 seconds"),
        ("9**9**9", "needed more memory"),
        ("[0] * 10**10", "needed more memory"),
        ("print('a' * 10**7)", "printed more"),
    ],
)
async def test_unsupported_program_is_reported_with_the_limits(code: str, words: str) -> None:
    status, text = await run(code)
    assert status == "success"
    assert words in text
    assert "plain Python for at most 3 seconds in 64 MB" in text


@pytest.mark.parametrize(("code", "words"), [("", "no program"), ("x" * (MAX_PROGRAM_CHARACTERS + 1), "characters")])
async def test_empty_or_long_program_is_refused(code: str, words: str) -> None:
    status, text = await run(code)
    assert (status, words in text, text.endswith(".")) == ("error", True, True)


async def test_programs_share_no_variables() -> None:
    await run("secret = 42")
    assert "NameError" in (await run("print(secret)"))[1]


async def test_large_result_is_cut_in_the_sandbox() -> None:
    _, text = await run("list(range(200_000))")
    assert len(text) < 2000


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("1 + 1", "__result__ = (1 + 1)"),
        ("x = 1; x", "x = 1; __result__ = (x)"),
        ("é = 1\né", "é = 1\n__result__ = (é)"),
        ("print(1)", "print(1)"),
        ("x = 1", "x = 1"),
        ("x = (", "x = ("),
        ("(" * 5000, "(" * 5000),
        ("", ""),
    ],
)
def test_last_line_is_assigned_to_the_result(code: str, kept: str) -> None:
    assert with_result(code) == kept


@pytest.mark.parametrize("text", ["plain", "```", "a ```` b", "`" * 50])
def test_text_cannot_close_its_fence(text: str) -> None:
    first, *inside, last = fenced(text).split("\n")
    assert last not in inside
    assert first.startswith(last)
