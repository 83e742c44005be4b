"""Grades a program by hidden tests in the sandbox; only its own text comes back, never the tests' code."""

import re

from agents.exercises.exercise import ProgramTests
from agents.exercises.verdict import AttemptVerdict, unreadable
from agents.tools.python.sandbox import Run, sandbox
from agents.tools.python.tool import MAX_PROGRAM_CHARACTERS
from agents.user_messages import TranslatableText

_FENCE = re.compile(r"```[\w-]*\n(.*?)(?:\n```|$)", re.DOTALL)
_MAX_SHOWN = 80  # characters of what a function returned


async def grade_program(tests: ProgramTests, attempt: str) -> AttemptVerdict:
    """Return the verdict on a program; the tests run until the first one fails."""
    fenced = _FENCE.search(attempt)
    code = (fenced[1] if fenced else attempt).strip("\n")
    if len(code) > MAX_PROGRAM_CHARACTERS:
        return unreadable(TranslatableText("The program is too long; a few lines are enough."))
    if not re.search(rf"\b{tests.function}\b", code):
        return unreadable(TranslatableText("Write the function `{name}` in Python.", name=tests.function))
    defined = await sandbox.run(f"{code}\n\n{tests.function}\n")
    if defined.error:
        return AttemptVerdict(False, 0.0, (_broken(defined),), slip="error")
    for passed, (arguments, expected) in enumerate(tests.calls):
        run = await sandbox.run(f"{code}\n\n{tests.function}({arguments})\n")
        if run.error or run.result != expected:
            first = TranslatableText(
                "Tests passed: {passed} of {total}.", passed=str(passed), total=str(len(tests.calls))
            )
            praise = (first,) if passed else (_RUNS,)
            return AttemptVerdict(
                False,
                passed / len(tests.calls),
                (*praise, _failure(f"{tests.function}({arguments})", run)),
                slip="test",
            )
    return AttemptVerdict(True, 1.0, (TranslatableText("All {total} tests pass.", total=str(len(tests.calls))),))


_RUNS = TranslatableText("The program can be read and defines the function.")


def _broken(run: Run) -> str:
    if run.line:
        return TranslatableText(
            "The program ends with {error} in line {line}.", error=f"`{run.error}`", line=str(run.line)
        )
    return TranslatableText("The program ends with {error}.", error=f"`{run.error}`")


def _failure(call: str, run: Run) -> str:
    if run.error == "TimeoutError":
        return TranslatableText("`{call}` does not come to an end.", call=call)
    if run.error:
        return TranslatableText("`{call}` ends with {error}.", call=call, error=f"`{run.error}`")
    if not run.result:
        return TranslatableText("`{call}` returns nothing, and that is not right.", call=call)
    shown = run.result.replace("`", "'")[:_MAX_SHOWN]
    return TranslatableText("`{call}` returns `{result}`, and that is not right.", call=call, result=shown)
