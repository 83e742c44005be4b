"""The events of which a streamed answer consists.

Each carries a `path`, the tool-use ids from the teacher down: `()` is the teacher, and the events of two specialists
that run side by side differ in their paths. The events of a tool carry the path that ends with the id of its call.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from agents.user_messages import TranslatableText

Path = tuple[str, ...]
Mark = Literal["", "checked", "unchecked", "differs"]
StopReason = Literal["end_turn", "max_tokens", "cancelled", "error", "limit", "budget", "guardrail"]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer; it is a `TranslatableText` where the program speaks and not the model."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A piece of the model's reasoning before its answer."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class ToolStart:
    """A specialist or a tool is called; the model still writes the input."""

    path: Path
    name: str
    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class ToolInput:
    """The whole input of the call at this path."""

    path: Path
    input: dict[str, object]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture drawn by the call at this path: its name, and an SVG without script or address."""

    path: Path
    name: str
    svg: str


@dataclass(frozen=True, slots=True)
class FactSaved:
    """The call at this path has saved a new fact to the person's memory, which can be undone by this id."""

    path: Path
    fact_id: str


@dataclass(frozen=True, slots=True)
class FactOffered:
    """The person has said something about themselves that can be saved to their memory if they wish."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class ExamplesOffered:
    """Questions that can be asked next with one click, and whether a larger model would answer this one."""

    path: Path
    questions: tuple[str, ...]
    needs_larger_model: bool


@dataclass(frozen=True, slots=True)
class ToolEnd:
    """The call at this path has ended; `output` is its result, and may be a `TranslatableText`.

    A call that was stopped halfway is not `finished` and has no output; the text at its path remains valid.
    """

    path: Path
    output: str
    ok: bool
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens that the agent at this path has used in the turn; sent once, when the agent ends.

    The `input_tokens` do not include those read from and written to the provider's cache.
    """

    path: Path
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input_tokens + self.output_tokens + self.cache_read_tokens + self.cache_write_tokens


@dataclass(frozen=True, slots=True)
class Retry:
    """The model is called again in `delay` seconds; sent before the wait.

    It withdraws the text and reasoning at this path since the last tool ended, or since the start.
    """

    path: Path
    delay: float


@dataclass(frozen=True, slots=True)
class TextTakenBack:
    """The text at this path since the last tool ended, or since the start, was the model's reasoning."""

    path: Path


@dataclass(frozen=True, slots=True)
class Notice:
    """What happens meanwhile, such as a silence of the model; shown until something else comes, and not kept."""

    path: Path
    sentence: TranslatableText


@dataclass(frozen=True, slots=True)
class Error:
    """A failure: a sentence for the learner, and the id under which the log has it.

    `message` is `template` with `values` filled in; a translation of the template takes the same values.
    """

    path: Path
    message: str
    error_id: str
    code: str = ""
    template: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """The last event of every turn.

    Args:
        path: The teacher's.
        text: The whole text.
        stop_reason: Why it ended.
        model: The model's id.
        cost: In USD; None if the price is unknown.
        saved: What the provider's cache has saved of it, in USD; negative where writing to it has cost more.
        mark: How the result of an answer about mathematics compares with the calculation; empty for other answers.
        unconfirmed: How many results were kept back, because no second way of calculating confirmed them.
        study: In Study, how far the learner is with the problem, without its answer; None otherwise.
        sources: The passages of attached files on which the text rests, as `CitedPassage` has them.
    """

    path: Path
    text: str
    stop_reason: StopReason
    model: str
    cost: float | None = field(default=None, compare=False)
    mark: Mark = field(default="", compare=False)
    unconfirmed: int = field(default=0, compare=False)
    saved: float = field(default=0.0, compare=False)
    study: Mapping[str, object] | None = field(default=None, compare=False)
    sources: tuple[Mapping[str, object], ...] = field(default=(), compare=False)


Event = (
    Text
    | Reasoning
    | ToolStart
    | ToolInput
    | Image
    | FactSaved
    | FactOffered
    | ExamplesOffered
    | ToolEnd
    | Usage
    | Retry
    | TextTakenBack
    | Notice
    | Error
    | Done
)
Emit = Callable[[Event], None]
