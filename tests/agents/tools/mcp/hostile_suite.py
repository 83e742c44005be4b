"""The hostile suite: what each server that misbehaves may cost.

`python -m tests.agents.tools.mcp.hostile_suite` runs it, and prints how many cases failed. A server costs its own tool,
and one sentence.
"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from agents.mcp_servers import McpServer
from agents.tools.mcp.messages import McpError
from agents.tools.mcp.server_client import ServerClient, Surroundings
from tests.agents.tools.mcp.hostile_site import HostileSite
from tests.agents.tools.mcp.rebinding import SITE, rebinding

PROGRAM = Path(__file__).with_name("hostile_program.py")
PATIENCE = 60.0
SOON = 0.5  # seconds, for servers that never answer
CANNOT = "sent something that cannot be used"
SLOW = "took longer than 0.5 seconds"
STOPPED = "stopped in the middle of its work"
CHANGED = "is described differently than before"
_HIDDEN = ("\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "<script", "<system", "![")
_SECRETS = {
    "AWS_SECRET_ACCESS_KEY": "canary-key",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/canary",
    "ALB_ARN": "canary",
}


@dataclass(frozen=True)
class Case:
    """What one server does, and what may come of it.

    Args:
        mode: How it misbehaves.
        expected: A part of the result or of the sentence.
        fails: Whether there is a sentence instead of a result.
        tools: The tools that can be used; None where the server cannot be connected.
        also: Whether the whole result is as it should be.
    """

    mode: str
    expected: str
    fails: bool = True
    tools: tuple[str, ...] | None = ("look_up",)
    also: Callable[[str], bool] = lambda text: True


PROGRAMS = (
    Case("huge", CANNOT),
    Case("long", "Cut after 20,000 bytes", fails=False, also=lambda text: len(text.encode()) < 20_200),
    Case("endless", CANNOT),
    Case("endless_lines", CANNOT),
    Case("hang_in_call", SLOW),
    Case("hang_at_initialize", SLOW, tools=None),
    Case("not_a_protocol", CANNOT, tools=None),
    Case("old", CANNOT, tools=None),
    Case("dies", STOPPED),
    Case("dies_in_line", CANNOT),
    Case("markup", "[i](http://x/?q) evilB", fails=False),
    Case("no_json", CANNOT),
    Case("no_result", CANNOT),
    Case("refuses", "No such word.", fails=False),
    Case("fails", "Not found.", fails=False),
    Case("kinds", "[image]\n\n[audio]\n\n[resource_link]\n\nthe text", fails=False),
    Case("asks_back", "refused refused refused answered", fails=False),
    Case("stderr", "done", fails=False, also=lambda text: "secret" not in text),
    Case("environment", '"API_KEY": "the-secret"', fails=False, also=lambda text: "canary" not in text),
    Case("instruction", "salt: a word.", fails=False),
    Case("far_too_many", CANNOT, tools=None),
    Case("many", "more than 32 tools", tools=tuple(f"tool{number}" for number in range(32))),
    Case("shadow", "its name is taken"),
    Case("names", "its name has other signs"),
    Case("schemas", "too large, too deep, or refers to itself"),
    Case("task", "can only be called as a task"),
    Case("endless_pages", "its name is taken"),
)
SITES = (
    Case("redirects", CANNOT),
    Case("wrong_type", CANNOT),
    Case("no_json", CANNOT),
    Case("wrong_id", CANNOT),
    Case("compressed", CANNOT),
    Case("refuses", CANNOT),
    Case("gone", CANNOT),
    Case("huge", CANNOT),
    Case("endless", CANNOT),
    Case("floods", CANNOT),
    Case("dies", STOPPED),
    Case("hangs", SLOW, tools=None),
    Case("hangs_in_call", SLOW),
    Case("bad_session", CANNOT, tools=None),
    Case("asks_back", "found", fails=False),
    Case("plain", "found", fails=False),
)
# Addresses that must not be called, and names that lead to one.
ADDRESSES = (
    "https://169.254.169.254/mcp",
    "https://[fd00:ec2::254]/mcp",
    "http://192.0.2.1/mcp",
    "https://0.0.0.0/mcp",
)
PUBLIC, METADATA = "8.8.8.8", "169.254.169.254"
# Where the name of a server leads at each look-up, and the only addresses that may be connected to.
REBINDINGS: tuple[tuple[str, tuple[tuple[str, ...], ...], list[str]], ...] = (
    ("https://words.test/mcp", ((PUBLIC,), (SITE,)), [PUBLIC]),
    ("https://words.test/mcp", ((PUBLIC,), (METADATA,)), [PUBLIC]),
    ("https://words.test/mcp", ((PUBLIC,), ("fd00:ec2::254",)), [PUBLIC]),
    ("https://words.test/mcp", ((PUBLIC, METADATA),), []),
    ("https://words.test/mcp", (("::ffff:169.254.169.254",), (PUBLIC,)), []),
    ("http://localhost:{port}/plain", ((SITE,), (METADATA,)), [SITE]),
    ("http://localhost:{port}/plain", ((SITE,), (PUBLIC,)), [SITE]),
)


def entry(name: str = "words", **fields: object) -> McpServer:
    """Return an entry."""
    return replace(McpServer(name, ("general_assistant",)), **fields)  # type: ignore[arg-type]


def commands(folder: Path) -> Path:
    """Make a folder of commands that holds the hostile program."""
    program = folder / "hostile"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{PROGRAM}" "$@"\n')
    program.chmod(0o755)
    return folder


async def run() -> list[str]:
    """Run all cases, and return a line for each failure."""
    before = {name: os.environ.get(name) for name in _SECRETS}
    os.environ.update(_SECRETS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return await _run(commands(Path(folder)))
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


async def _run(folder: Path) -> list[str]:
    failures: list[str] = []
    for case in PROGRAMS:
        with_secret = entry(command="hostile", arguments=(case.mode,), secret="mcp_secret_x", secret_as="API_KEY")
        failures += await _examine(case, replace(with_secret, seconds=_seconds(case)), folder)
    async with HostileSite() as site:
        for case in SITES:
            failures += await _examine(case, entry(url=f"{site.url}/{case.mode}", seconds=_seconds(case)), None)
    for address in ADDRESSES:
        case = Case(address, "server words", tools=None)
        failures += await _examine(case, entry(url=address), None)
    failures += await _rebinds()
    return failures + await _changed(folder) + await _recovers(folder) + await _leaves_nothing(folder)


def _seconds(case: Case) -> float:
    return SOON if case.expected == SLOW else PATIENCE


def _server(server: McpServer, folder: Path | None) -> ServerClient:
    reserved = frozenset(("words_assistant",))
    secret = "the-secret" if server.secret else ""
    seconds = SOON if server.seconds == SOON else PATIENCE
    return ServerClient(server, secret, Surroundings(folder, True, reserved, seconds))


async def _examine(case: Case, server_entry: McpServer, folder: Path | None) -> list[str]:
    # To start a program takes longer than `SOON` on a busy machine; only a call is cut short there.
    if case.tools is not None and case.expected == SLOW:
        server = ServerClient(server_entry, "the-secret", Surroundings(folder, True, connect_seconds=PATIENCE))
    else:
        server = _server(server_entry, folder)
    place = f"{'program' if folder else 'site'} {case.mode}"
    try:
        found = await server.definitions()
        names = tuple(one.tool for one in found.usable)
        if case.tools is None or names != case.tools:
            return [f"{place}: has the tools {names}"]
        visible = [str(one.schema) + one.description for one in found.usable]
        if any(len(text) > 3000 or _shows_hidden(text) for text in visible):
            return [f"{place}: a definition is too long or not plain"]
        if case.fails and (reasons := set(found.left_out.values())) and any(case.expected in one for one in reasons):
            return [] if (await server.call(found.usable[0], {"word": "salt"}))[1] else [f"{place}: costs another tool"]
        text, _ = await server.call(found.usable[0], {"word": "salt"})
        wrong = case.fails or case.expected not in text or not case.also(text) or _shows_hidden(text)
        return [f"{place}: {text[:200]!r}"] if wrong or "not checked" not in text else []
    except McpError as failure:
        is_expected = case.fails and case.expected in str(failure) and "canary" not in str(failure)
        return [] if is_expected else [f"{place}: {failure}"]
    finally:
        await server.close()


def _shows_hidden(text: str) -> bool:
    return any(one in text for one in _HIDDEN)


async def _changed(folder: Path) -> list[str]:
    """A tool that is described differently after its first call is not called again, also not by a new connection."""
    server = _server(entry(command="hostile", arguments=("changes",), seconds=PATIENCE), folder)
    definition = (await server.definitions()).usable[0]
    await server.call(definition, {})
    try:
        await server.call(definition, {})
        return ["changes: called again"]
    except McpError as failure:
        left = (await server.definitions()).usable
        pinned = entry(command="hostile", arguments=("plain",), tools={"look_up": "0" * 16})
        of_pinned = _server(pinned, folder)
        others = (await of_pinned.definitions()).usable
        await of_pinned.close()
        return [] if CHANGED in str(failure) and not left and not others else [f"changes: {failure}"]
    finally:
        await server.close()


async def _rebinds() -> list[str]:
    """A name is looked up once for each request, and what was checked is what is connected to."""
    failures = []
    async with HostileSite() as site:
        for url, answers, allowed in REBINDINGS:
            server = _server(entry(url=url.format(port=urlsplit(site.url).port), seconds=PATIENCE), None)
            with rebinding(answers) as connected:
                try:
                    await server.definitions()
                    said = "no failure"
                except McpError as failure:
                    said = str(failure)
                finally:
                    await server.close()
            if connected != allowed or "cannot be reached" not in said:
                failures.append(f"rebinding {url} {answers}: {said}, connected to {connected}")
    return failures


async def _recovers(folder: Path) -> list[str]:
    """A server whose program ended is started again at the next call."""
    server = _server(entry(command="hostile", arguments=("dies",), seconds=PATIENCE), folder)
    definition = (await server.definitions()).usable[0]
    sentences = []
    for _ in range(2):
        try:
            await server.call(definition, {})
        except McpError as failure:
            sentences.append(str(failure))
    await server.close()
    return [] if all(STOPPED in one for one in sentences) and len(sentences) == 2 else [f"recovers: {sentences}"]


async def _leaves_nothing(folder: Path) -> list[str]:
    """A closed server leaves no process behind, nor one that it started."""
    server = _server(entry(command="hostile", arguments=("child",), seconds=PATIENCE), folder)
    text, _ = await server.call((await server.definitions()).usable[0], {})
    await server.close()
    alive = []
    for number in text.split()[-2:]:
        for _ in range(1000):  # a killed grandchild is gone when it is reaped by its new parent
            if not _is_running(int(number)):
                break
            await asyncio.sleep(0.01)
        else:
            alive.append(number)
    return [f"leaves processes: {alive}"] if alive else []


def _is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def main() -> int:
    """Print the failures and their number."""
    failures = asyncio.run(run())
    cases = len(PROGRAMS) + len(SITES) + len(ADDRESSES) + len(REBINDINGS) + 3
    sys.stdout.write("\n".join([*failures, json.dumps({"cases": cases, "failures": len(failures)})]) + "\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
