"""What strands does again for every agent is done once in a process: specs of tools, search of plugins, telemetry.

Relies on strands-agents 1.62, private: replaces `strands.agent.agent.ToolRegistry`, whose `process_tools`,
`initialize_tools` and `get_all_tools_config` are overridden; replaces `discover_hooks` and `discover_tools` in
`strands.plugins.plugin`; sets `strands.telemetry.tracer._tracer_instance`. Strands has no setting for it: a tracer
serialises every message into its spans, which would carry what people say to any collector (`agents.agent.traced_model`
tells traces what they may hold), the specs of all tools are checked and copied before every
call of the model, and the current folder is searched for tools that are then not loaded.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import strands.agent.agent
import strands.plugins.plugin
import strands.telemetry.tracer
from opentelemetry import trace
from strands.telemetry.tracer import Tracer
from strands.tools.registry import ToolRegistry
from strands.tools.tools import normalize_tool_spec
from strands.types.tools import AgentTool, ToolSpec


class PreparedSpec(dict[str, Any]):
    """The spec of a tool, checked and normalised; nobody changes it, so that it is never copied."""

    def __deepcopy__(self, _: object) -> "PreparedSpec":
        return self


class PreparedSpecs(list[ToolSpec]):
    """The specs of an agent; copied by strands before each call of the model, but for this."""

    def __deepcopy__(self, _: object) -> "PreparedSpecs":
        return self


def prepare_spec(spec: ToolSpec) -> ToolSpec:
    """Return a spec that strands takes as it is.

    Raises:
        ValueError: It is no spec of a tool.
    """
    normalised = normalize_tool_spec(copy(spec))
    ToolRegistry().validate_tool_spec(normalised)
    prepared: Any = PreparedSpec(normalised)
    return prepared  # type: ignore[no-any-return]


class PreparedToolRegistry(ToolRegistry):
    """The tools of one agent, whose specs are prepared once."""

    _specs: ClassVar["WeakKeyDictionary[AgentTool, ToolSpec]"] = WeakKeyDictionary()

    def __init__(self) -> None:
        super().__init__()
        self._tools: list[AgentTool] = []
        self._config: dict[str, Any] = {}

    def initialize_tools(self, load_tools_from_directory: bool = False) -> None:
        """Load tools from the current folder, and do not look for them if they are not to be loaded."""
        if load_tools_from_directory:
            super().initialize_tools(load_tools_from_directory)

    def get_all_tools_config(self) -> dict[str, Any]:
        """Return the specs by name, as they were unless a tool has come or gone since."""
        tools = [*self.registry.values(), *self.dynamic_tools.values()]
        if tools != self._tools:
            self._config = {tool.tool_name: self._spec(tool) for tool in tools}
            self._tools = tools
        return self._config

    def get_all_tool_specs(self) -> list[ToolSpec]:
        """Return the specs as a list that is never copied."""
        return PreparedSpecs(self.get_all_tools_config().values())

    def _spec(self, tool: AgentTool) -> ToolSpec:
        spec = tool.tool_spec
        if type(spec) is PreparedSpec:
            return tool.tool_spec
        if tool not in self._specs:
            self._specs[tool] = prepare_spec(spec)
        return self._specs[tool]


def _silent(*_: Any, **__: Any) -> trace.Span:
    return trace.INVALID_SPAN


class SilentTracer(Tracer):
    """Starts spans that hold nothing, without looking at what they would hold."""

    def __init__(self) -> None:
        self.tracer = trace.NoOpTracer()


for _name in dir(Tracer):
    if _name.startswith(("start_", "end_")):
        setattr(SilentTracer, _name, _silent)


def _searched_once(search: Callable[[object, str], list[Any]]) -> Callable[[object, str], list[Any]]:
    """Return a search of a plugin's methods that skips the classes in which it has found none."""
    without: set[type] = set()

    def find(instance: object, name: str) -> list[Any]:
        if type(instance) in without:
            return []
        found = search(instance, name)
        if not found:
            without.add(type(instance))
        return found

    return find


def install() -> None:
    """Replace these parts of strands; the first call counts."""
    module: Any = strands.agent.agent  # which imports these names, and offers them to nobody
    if module.ToolRegistry is PreparedToolRegistry:
        return
    module.ToolRegistry = PreparedToolRegistry
    for name in ("discover_hooks", "discover_tools"):
        setattr(strands.plugins.plugin, name, _searched_once(getattr(strands.plugins.plugin, name)))
    telemetry: Any = strands.telemetry.tracer
    telemetry._tracer_instance = SilentTracer()
