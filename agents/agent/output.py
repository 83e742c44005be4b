"""What one agent has written and used so far; the only place that keeps either."""

from collections import Counter
from collections.abc import Mapping

from agents.agent.traced_model import TurnTrace
from agents.agent.wrapped_model import TOKEN_COUNTS, read_usage
from agents.documents.quote_filter import QuoteFilter
from agents.events import Emit, Notice, Path, Reasoning, Retry, Text, TextTakenBack
from agents.user_messages import TranslatableText, joined, parts_of


class AgentOutput:
    """Sends the text of one agent as events and keeps it, together with the tokens that the agent has used.

    Args:
        path: The tool-use ids from the teacher down to the agent.
        emit: Takes the events.
        trace: The trace of the turn; None if it has none.
        quotes: Checks the quotes of the text; None where there is no file.
    """

    def __init__(
        self, path: Path, emit: Emit, trace: TurnTrace | None = None, quotes: QuoteFilter | None = None
    ) -> None:
        self.path = path
        self.emit = emit
        self.trace = trace
        self.quotes = quotes
        self._settled: list[str] = []  # can no longer be withdrawn
        self._attempt: list[str] = []  # comes from the running call of the model
        self._begins_paragraph = False
        self._tokens: Counter[str] = Counter()

    @property
    def text(self) -> str:
        """The whole text, without the attempts that were withdrawn."""
        return joined("", self._settled + self._attempt)

    def write(self, text: str) -> None:
        """Add a piece of text; a quote from a file is held back until it is whole and checked."""
        if self.quotes is None:
            self._add(text)
            return
        for part in parts_of(text):
            if isinstance(part, TranslatableText):
                self.complete()
                self._add(part)
            else:
                self._add(self.quotes.feed(part))

    def complete(self) -> None:
        """Add what was held back."""
        if self.quotes is not None:
            self._add(self.quotes.finish())

    def _add(self, text: str) -> None:
        if text:
            for piece in ("\n\n", text) if self._begins_paragraph else (text,):
                self._attempt.append(piece)
                self.emit(Text(self.path, piece))
            self._begins_paragraph = False

    def write_note(self, sentence: TranslatableText) -> None:
        """Add a sentence of our own as a paragraph of its own."""
        self.complete()
        if self._attempt:
            self.write("\n\n")
        self.write(sentence)

    def settle(self) -> None:
        """Keep the text of a call of the model that has ended; the next one begins a paragraph."""
        self.complete()
        self._settled += self._attempt
        self._attempt.clear()
        self._begins_paragraph = bool(self._settled)

    def withdraw(self, delay: float) -> None:
        """Drop the text of a call that failed, and announce the next call in `delay` seconds."""
        self._drop_attempt()
        self.emit(Retry(self.path, delay))

    def take_back(self) -> None:
        """Drop the text of the running call: it was no part of the answer."""
        had_text = bool(self._attempt)
        self._drop_attempt()
        if had_text:
            self.emit(TextTakenBack(self.path))

    def write_reasoning(self, text: str) -> None:
        """Send a piece of the model's reasoning, which is no part of the text."""
        self.emit(Reasoning(self.path, text))

    def announce_silence(self, seconds: float) -> None:
        """Say that nothing has come from the model for some seconds."""
        sentence = TranslatableText(
            "The model has said nothing for {seconds} seconds; waiting for it…", seconds=f"{seconds:.0f}"
        )
        self.emit(Notice(self.path, sentence))

    def announce_shorter_history(self) -> None:
        """Say that the model is asked again with less of the conversation."""
        self.take_back()
        sentence = TranslatableText("This conversation is too long for the model; only its end is sent again.")
        self.emit(Notice(self.path, sentence))

    def _drop_attempt(self) -> None:
        if self.quotes is not None:
            self.quotes.drop()
        self._attempt.clear()
        self._begins_paragraph = bool(self._settled)

    def add_tokens(self, usage: Mapping[str, int]) -> None:
        """Add the tokens of one call of the model, under the names that strands gives them."""
        self._tokens.update({name: usage.get(name) or 0 for name in TOKEN_COUNTS})

    def emit_usage(self) -> None:
        """Send what the agent has used in all."""
        self.emit(read_usage(self._tokens, self.path))
