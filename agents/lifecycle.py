"""Starts what the answers need when a server starts, and ends it when the server stops."""

from pathlib import Path

from agents.agent.orchestrator import run_teacher
from agents.agent.output import AgentOutput
from agents.documents.reader import documents
from agents.events import Event
from agents.mathematics.pool import algebra
from agents.models.factory import ModelFactory
from agents.models.profiles import profile_of
from agents.parameters import ParameterValues
from agents.specialists import SPECIALISTS
from agents.tools.language.tool import linguist
from agents.tools.mcp.server_client import Surroundings
from agents.tools.mcp.servers import McpServers
from agents.tools.proofreading.tool import proofreader
from agents.tools.python.sandbox import sandbox


async def start(factory: ModelFactory, values: ParameterValues) -> None:
    """Load what the first question would wait for otherwise.

    Algebra goes on loading in a process of its own after the return; it takes seconds, and a first question longer.
    """
    await factory.warm(values)
    algebra.prepare()
    model = await factory.create(None, values)
    if profile_of(model.get_config()["model_id"]).runs_in_process:  # it is free, so one whole answer warms it up
        await run_teacher("What is 1 + 1?", [], model, AgentOutput((), _discard))


def mcp_servers(commands: str, *, allows_plain_http: bool) -> McpServers:
    """Return the servers with tools from outside, none of which is connected yet.

    Args:
        commands: The folder of the programs that may be started as servers; empty where there is none.
        allows_plain_http: Whether a server on this machine may be reached without TLS.
    """
    own = {tool.implementation.tool_name for specialist in SPECIALISTS for tool in specialist.tools}
    own |= {specialist.name for specialist in SPECIALISTS}
    return McpServers(Surroundings(Path(commands) if commands else None, allows_plain_http, frozenset(own)))


async def stop(factory: ModelFactory) -> None:
    """End the processes and threads that the answers have used."""
    algebra.close()
    documents.close()
    linguist.close()
    proofreader.close()
    sandbox.close()
    await factory.close()


def _discard(event: Event) -> None:
    """Drop an event of the warm-up."""
