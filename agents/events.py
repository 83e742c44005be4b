"""The small vocabulary in which an answer is told while it grows.

`path` holds the tool-use ids from the teacher down, so `()` is the teacher herself and two specialists
at work side by side never mix. A tool's own events carry the path that ends with the tool's own id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Path = tuple[str, ...]
StopReason = Literal["end_turn", "max_tokens", "cancelled", "error", "limit"]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer; an `agents.user_messages.Phrase` is ours, and told in the language of whoever reads it."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A piece of what the model thinks before it answers."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class ToolStart:
    """A specialist or a tool was called; its input is still being written."""

    path: Path
    name: str
    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class ToolInput:
    """The whole input of the call that started at this path."""

    path: Path
    input: dict[str, object]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the call at this path has made: its name, and an SVG that holds neither script nor address."""

    path: Path
    name: str
    svg: str


@dataclass(frozen=True, slots=True)
class FactSaved:
    """The call at this path has saved something new to the person's memory; by this id it can be forgotten again."""

    path: Path
    fact_id: str


@dataclass(frozen=True, slots=True)
class ToolEnd:
    """The call at this path has ended; `output` is for a person to read, and may be a `Phrase` as `Text` may.

    A call that was stopped in the middle is not `finished` and has no output: what was said at its path stands.
    """

    path: Path
    output: str
    ok: bool
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Usage:
    """What the agent at this path has used in the whole turn; sent once an agent, when it ends.

    The tokens read from and written to the provider's cache are not among the `input_tokens`.
    """

    path: Path
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Retry:
    """The model is asked again in `delay` seconds; sent before the wait.

    The text and reasoning shown at this path since its last tool ended (or since its start) are withdrawn.
    """

    path: Path
    delay: float


@dataclass(frozen=True, slots=True)
class Error:
    """Something failed: a sentence fit for the learner, and the id under which the log knows it.

    `message` is `template` with `values` filled in; whoever speaks another language fills in a translation.
    """

    path: Path
    message: str
    error_id: str
    code: str = ""
    template: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """The last event of every turn: the teacher's whole text, why it ended, who answered, and what it cost in USD."""

    path: Path
    text: str
    stop_reason: StopReason
    model: str
    cost: float | None = field(default=None, compare=False)


Event = Text | Reasoning | ToolStart | ToolInput | Image | FactSaved | ToolEnd | Usage | Retry | Error | Done
Emit = Callable[[Event], None]
