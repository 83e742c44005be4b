"""The replies that the fakes of all providers can give, under the same names."""

from dataclasses import dataclass
from typing import Any, Protocol

from agents.turn.run_turn import TurnContext
from tests.agents.fakes.scripted import ScriptedServer, Step


class Dialect(Protocol):
    """A module that writes replies in the format of one provider."""

    THROTTLED_HALFWAY: Step

    def says(self, *pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]: ...

    def calls(
        self, *uses: tuple[str, str, dict[str, Any]], said: str = "", tokens: tuple[int, int] = (10, 5)
    ) -> list[Step]: ...

    def cut(self, *pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]: ...

    def half(self, piece: str) -> list[Step]: ...

    def thinks(self, thought: str, *pieces: str) -> list[Step]: ...


@dataclass(frozen=True)
class Provider:
    """A fake, the module that writes its replies, and the context of a turn on it."""

    fake: ScriptedServer
    write: Dialect
    context: TurnContext
    model: str
