"""The servers of a process: who gets their tools, live changes, and a call that is stopped."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from agents.events import Event, ToolEnd, ToolStart
from agents.mcp_servers import McpServer
from agents.parameters import ParameterValues
from agents.tools.mcp import servers as mcp_servers
from agents.tools.mcp.server_client import ServerClient, Surroundings
from agents.tools.mcp.servers import McpServers, Probe, TurnTools
from agents.tools.mcp.tool import Approval, McpTool
from agents.turn.routes import STUDY
from agents.turn.run_turn import TurnContext
from tests.agents.fakes import bedrock as write
from tests.agents.fakes.bedrock import BedrockFake
from tests.agents.support import ask
from tests.agents.tools.mcp.hostile_site import HostileSite
from tests.agents.tools.mcp.hostile_suite import commands
from tests.support.ports import free_port
from tests.support.waiting import PATIENCE, eventually, wait_until

REAL = "tests.agents.tools.mcp.real_server"


def values(*servers: McpServer) -> ParameterValues:
    return ParameterValues(mcp_servers=servers)


async def names(tools: TurnTools, specialist: str = "general_assistant") -> tuple[list[str], list[Event]]:
    events: list[Event] = []
    found = await tools.of_specialist(specialist, ("g1",), events.append)
    return [tool.implementation.tool_name for tool in found], events


@pytest.fixture
def program(tmp_path: Path) -> McpServer:
    commands(tmp_path)
    return McpServer("words", ("general_assistant",), command="hostile", arguments=("plain",))


async def test_tools_go_to_the_named_specialists_and_groups_alone(tmp_path: Path, program: McpServer) -> None:
    servers = McpServers(Surroundings(tmp_path))
    for_all, for_teachers = values(program), values(replace(program, groups=frozenset(("teachers",))))
    assert await names(TurnTools(servers, for_all)) == (["words_look_up"], [])
    assert await names(TurnTools(servers, for_all), "math_assistant") == ([], [])
    assert await names(TurnTools(servers, for_teachers, frozenset(("pupils",)))) == ([], [])
    assert await names(TurnTools(servers, for_teachers, frozenset(("teachers",)))) == (["words_look_up"], [])
    await servers.close()


async def test_a_changed_parameter_closes_what_is_no_longer_in_it(tmp_path: Path, program: McpServer) -> None:
    servers = McpServers(Surroundings(tmp_path))
    (first,) = servers.in_force(values(program))
    await first.definitions()
    connection = first._connection
    assert connection is not None
    assert servers.in_force(values(program)) == [first]
    assert servers.in_force(values(replace(program, seconds=3))) != [first]
    await eventually(lambda: not connection.is_open)
    await servers.close()


async def test_a_server_that_cannot_be_used_is_a_step_with_one_sentence(tmp_path: Path) -> None:
    missing = McpServer("words", ("general_assistant",), command="none")
    tools, events = await names(TurnTools(McpServers(Surroundings(tmp_path)), values(missing)))
    assert tools == []
    assert [type(event).__name__ for event in events] == ["ToolStart", "ToolInput", "ToolEnd"]
    assert isinstance(events[0], ToolStart)
    assert isinstance(events[2], ToolEnd)
    assert events[0].path[:-1] == ("g1",)
    assert events[2].output == "The program of the server words is not among the allowed commands."


async def test_a_server_that_never_answers_is_named_by_the_probe(
    tmp_path: Path, program: McpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mcp_servers, "PROBE_SECONDS", 0.2)
    servers = McpServers(Surroundings(tmp_path))
    assert await servers.probe(values()) == []
    mute = replace(program, name="mute", arguments=("hang_at_initialize",))
    (probe,) = await servers.probe(values(mute))
    assert probe == Probe("mute", failure="The server mute took longer than 0.2 seconds.")
    await servers.close()
    assert not servers._closing


async def test_stopping_a_call_frees_the_connection_for_the_next(tmp_path: Path, program: McpServer) -> None:
    client = ServerClient(replace(program, arguments=("plain",)), "", Surroundings(tmp_path))
    definition = (await client.definitions()).usable[0]
    call = asyncio.create_task(client.call(definition, {"word": "salt"}))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    text, ok = await client.call(definition, {"word": "salt"})
    assert ok
    assert text.endswith("salt: a word.")
    await client.close()


async def test_study_never_asks_a_server(bedrock: BedrockFake, on_bedrock: TurnContext) -> None:
    """Nothing that comes from outside can tell what Study holds back."""
    async with HostileSite() as site:
        bedrock.parameters |= {
            "mcp_servers": f'[{{"name": "words", "url": "{site.url}/plain", "specialists": ["math_assistant"]}}]'
        }
        bedrock.think(lambda _: write.says("What could you try first?"))
        servers = McpServers(Surroundings(allows_plain_http=True))
        await ask("Solve 2x + 3 = 11", replace(on_bedrock, mcp=servers, how=STUDY))
        assert site.received == []
        assert "words_look_up" not in str(bedrock.requests)
        await servers.close()


@pytest.fixture
def real_site() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", REAL, str(port)])
    url = f"http://127.0.0.1:{port}/mcp"
    try:
        wait_until(lambda: _answers(url), lambda: "the server does not answer")
        yield url
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return bool(httpx.get(url).status_code)
    except httpx.HTTPError:
        return False


async def test_servers_of_the_protocols_own_library_are_understood(tmp_path: Path, real_site: str) -> None:
    real = tmp_path / "real"
    real.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).with_name("real_server.py")}"\n')
    real.chmod(0o755)
    program = McpServer("words", ("general_assistant",), command="real")
    for entry in (program, replace(program, command="", url=real_site)):
        client = ServerClient(entry, "", Surroundings(tmp_path, allows_plain_http=True, connect_seconds=PATIENCE))
        (definition,) = (await client.definitions()).usable
        text, ok = await client.call(definition, {"word": "salt", "times": 2})
        assert ok
        assert text.endswith("salt: a word. salt: a word.")
        text, ok = await client.call(definition, {"wort": "salt"})
        assert not ok
        assert "validation error" in text
        await client.close()


@pytest.mark.parametrize("answer", [None, False])
async def test_without_a_yes_nothing_is_sent(answer: bool | None) -> None:
    async def approve(_: Approval) -> bool:
        return bool(answer)

    async with HostileSite() as site:
        entry = McpServer("words", ("general_assistant",), url=f"{site.url}/plain", approve=True)
        client = ServerClient(entry, "", Surroundings(allows_plain_http=True))
        tool = McpTool(client, (await client.definitions()).usable[0], None if answer is None else approve)
        before = len(site.received)
        (result,) = [each async for each in tool.stream({"toolUseId": "u", "name": "x", "input": {"word": "a"}}, {})]
        assert result["status"] == "error"
        assert result["content"] == [{"text": "This call was not allowed, so nothing was sent."}]
        assert len(site.received) == before
        await client.close()
