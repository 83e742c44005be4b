"""What the health checks find, as the page Status shows it."""

import pytest

from agents.mcp_servers import McpServer, parse_servers
from agents.tools.mcp.definitions import MAX_TOOLS, read_definitions
from agents.tools.mcp.server_client import ServerClient, Surroundings
from agents.tools.mcp.servers import Probe
from agents.user_messages import TranslatableText
from chat.i18n.language import current_language
from chat.observability.health import Checked
from chat.observability.traces import Traces, open_traces
from chat.status.checks import describe_servers, trace_dependency
from chat.status.view import health as health_rows
from tests.agents.tools.mcp.hostile_site import HostileSite
from tests.support.collector import Collector, collector


def send(traces: Traces) -> None:
    traces.begin_turn(thread_id="t", question_id="q", route="auto", how="answer", edge_header=None).end()
    traces._export.flush()


async def test_collector_is_healthy_while_it_takes_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", running.url)
        traces = open_traces(running.url, "test", captures_content=False)
        assert traces is not None
        states = []
        for refuses in (False, True, False):
            refuse(running, refuses=refuses)
            send(traces)
            health = await trace_dependency(traces).check()
            states.append((health.state, bool(health.note)))
        await traces.close()
    assert states == [("ok", False), ("degraded", True), ("ok", False)]


def refuse(running: Collector, *, refuses: bool) -> None:
    running.respond = (lambda request: request.send_error(403)) if refuses else None


def test_a_check_that_several_read_speaks_the_language_of_each() -> None:
    off = TranslatableText("Files cannot be attached on this server.")  # any sentence of the catalogues
    probes = [Probe("times", failure=off), Probe("words", tools=[("find", "ab12")], left_out=[("send", off)])]
    checked = [Checked("Tools from outside", describe_servers(probes), 3)]
    notes = {}
    for language in ("en", "de", "en"):
        token = current_language.set(language)
        notes[language] = health_rows(checked)[0].note
        current_language.reset(token)
    english, german = str(off), "lassen sich keine Dateien anhängen"
    assert notes["en"].count(english) == 2
    assert notes["de"].count(german) == 2
    assert english not in notes["de"]
    assert notes["de"].count("find (ab12)") == notes["en"].count("find (ab12)") == 1


def tool(name: str, **fields: object) -> dict[str, object]:
    return {"name": name, "inputSchema": {"type": "object"}} | fields


def test_why_a_tool_is_left_out_is_said_in_the_language_of_the_reader() -> None:
    (wanted,) = parse_servers(
        '[{"name": "bus", "command": "timetable", "specialists": ["general_assistant"], "tools": ["gone"]}]'
    )
    (entry,) = parse_servers('[{"name": "bus", "command": "timetable", "specialists": ["general_assistant"]}]')
    offered = [
        tool("taken"),
        tool("task", execution={"taskSupport": "required"}),
        tool("text", inputSchema={"type": "string"}),
        *[tool(f"tool{number}") for number in range(MAX_TOOLS + 1)],
    ]
    left_out = [
        *read_definitions(wanted, [], ()).left_out.items(),
        *read_definitions(entry, offered, ("bus_taken",)).left_out.items(),
    ]
    checked = [Checked("Tools from outside", describe_servers([Probe("bus", left_out=left_out)]), 3)]
    token = current_language.set("es")
    note = health_rows(checked)[0].note
    current_language.reset(token)
    assert note.endswith(
        "Omitidas: gone (el servidor no la ofrece), taken (su nombre ya está en uso), "
        "task (solo se puede llamar como tarea, y este programa no lo hace), text (su entrada no es un objeto JSON), "
        f"tool{MAX_TOOLS} (se ofrecen más de {MAX_TOOLS} herramientas; indica en `tools` las que se quieren)."
    )


async def test_that_a_tool_has_changed_is_said_in_the_language_of_the_reader() -> None:
    async with HostileSite() as site:
        entry = McpServer(
            "words",
            ("general_assistant",),
            url=f"{site.url}/plain",
            tools={"look_up": "0" * 16},  # not its fingerprint
        )
        client = ServerClient(entry, "", Surroundings(allows_plain_http=True))
        left_out = list((await client.definitions()).left_out.items())
        await client.close()
    checked = [Checked("Tools from outside", describe_servers([Probe("words", left_out=left_out)]), 3)]
    token = current_language.set("es")
    note = health_rows(checked)[0].note
    current_language.reset(token)
    assert "look_up (La herramienta look_up de words se describe de otra forma que antes;" in note


def test_an_entry_for_a_specialist_that_does_not_exist_is_named() -> None:
    entries = parse_servers('[{"name": "bus", "command": "timetable", "specialists": ["general_assistant", "maths"]}]')
    found = describe_servers([Probe("bus", tools=[("next", "ab12")])], entries)
    assert found.state == "degraded"
    assert found.note.endswith("bus: no specialist is named maths.")
    assert "general_assistant" not in found.note
