"""The health checks of what the server depends on."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from agents.errors import to_user_facing
from agents.mcp_servers import McpServer
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.specialists import BY_NAME
from agents.tools.mcp.servers import McpServers, Probe
from agents.user_messages import TranslatableText, joined
from chat.attachments.service import AttachmentService
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.identity.keys import KeyStore
from chat.observability.health import Dependency, Health
from chat.observability.traces import Traces


@dataclass(frozen=True, slots=True)
class DependencyCheck:
    """A dependency and its check."""

    name: str
    run: Callable[[], Awaitable[Health]]

    async def check(self) -> Health:
        """See `Dependency`."""
        return await self.run()


def dependencies(
    store: ConversationStore,
    writer: WriteQueue,
    parameters: Parameters,
    keys: KeyStore,
    factory: ModelFactory,
    attachments: AttachmentService,
    mcp: McpServers,
    traces: Traces | None,
) -> Sequence[Dependency]:
    """Return the dependencies of this server; without traces it needs no collector."""

    async def history() -> Health:
        await store.get_note("status")
        if writer.health.failing_for:
            return Health("degraded", TranslatableText("What is said just now is not being saved."))
        return Health("ok")

    async def settings() -> Health:
        await parameters.current()
        match parameters.state:
            case "read":
                return Health("ok")
            case "not configured":
                return Health("off", TranslatableText("There are no AWS credentials; the defaults are in force."))
            case _:
                return Health("degraded", TranslatableText("They cannot be read; the last good values stay in force."))

    async def signing_keys() -> Health:
        if keys.is_failing:
            return Health("degraded", TranslatableText("They cannot be fetched; those already known go on working."))
        return Health("ok")

    async def provider() -> Health:
        try:
            is_known = await factory.examine(await parameters.current())
        except Exception as error:
            facing = to_user_facing(error)
            return Health("down", TranslatableText(facing.template, **facing.values))
        if not is_known:
            return Health("unknown", TranslatableText("It can be reached; the next question shows whether it answers."))
        return Health("ok")

    async def files() -> Health:
        if attachments.files is None:
            return Health("off", TranslatableText("Files cannot be attached on this server."))
        await attachments.files.check()
        return Health("ok")

    async def outside() -> Health:
        values = await parameters.current()
        if not values.mcp_servers:
            return Health("off", TranslatableText("No tools from outside are set up."))
        return describe_servers(await mcp.probe(values), values.mcp_servers)

    return [
        DependencyCheck("Conversations", history),
        DependencyCheck("Parameters", settings),
        DependencyCheck("Signing keys", signing_keys),
        DependencyCheck("Default model", provider),
        DependencyCheck("Attached files", files),
        DependencyCheck("Tools from outside", outside),
        *([trace_dependency(traces)] if traces is not None else []),
    ]


def trace_dependency(traces: Traces) -> Dependency:
    """Return the check of the collector of traces, which is known from what was sent to it last."""

    async def check() -> Health:
        if traces.is_failing:
            return Health("degraded", TranslatableText("The collector does not take them; answers go on as ever."))
        return Health("ok")

    return DependencyCheck("Traces", check)


def describe_servers(probes: Sequence[Probe], entries: Sequence[McpServer] = ()) -> Health:
    """Return the health of the servers with tools from outside: their tools with fingerprints, or what is wrong."""
    lines = [_describe(probe) for probe in probes]
    is_whole = not any(probe.failure or probe.left_out for probe in probes)
    unknown = [
        TranslatableText("{server}: no specialist is named {name}.", server=entry.name, name=name)
        for entry in entries
        for name in entry.specialists
        if name not in BY_NAME
    ]
    return Health("ok" if is_whole and not unknown else "degraded", joined(" ", [*lines, *unknown]))


def _describe(probe: Probe) -> str:
    if probe.failure is not None:
        return probe.failure
    tools = ", ".join(f"{tool} ({fingerprint})" for tool, fingerprint in probe.tools)
    said = TranslatableText(
        "{server}: {tools}; {milliseconds} ms.",
        server=probe.server,
        tools=tools or "–",
        milliseconds=probe.milliseconds,
    )
    left = joined(", ", [joined("", (f"{tool} (", reason, ")")) for tool, reason in probe.left_out])
    return joined(" ", [said, TranslatableText("Left out: {tools}.", tools=left)]) if left else said
