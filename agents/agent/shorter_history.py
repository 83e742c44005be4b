"""Asks a model once more with a shorter history, when a conversation is too long for it."""

from collections.abc import Callable
from typing import Any

from strands import Agent
from strands.agent.conversation_manager import ConversationManager
from strands.types.content import Message, Messages

MESSAGES_KEPT = 2  # the last question and its answer
MAX_CHARACTERS = 1_500  # of each of them


class ShorterHistory(ConversationManager):
    """Shortens the history of an agent once; the question and what its tools returned stay whole.

    The stock manager of strands drops two messages at a time, each time at the cost of a refused call and of a step
    of the agent's limit, and then cuts the results of tools without a word.

    Args:
        length: How many messages of the agent are history.
        on_shortened: Called when the model is to be asked again.
    """

    def __init__(self, length: int, on_shortened: Callable[[], None]) -> None:
        super().__init__()
        self._length = length
        self._on_shortened = on_shortened

    def apply_management(self, agent: Agent, **_: Any) -> None:
        """Do nothing: a conversation is short enough until its model says otherwise."""

    def reduce_context(self, agent: Agent, e: Exception | None = None, **_: Any) -> None:
        """Shorten the history.

        Raises:
            Exception: The refusal, if there is nothing to shorten or it was done before.
        """
        history = agent.messages[: self._length]
        shorter = shorten(history)
        if e is not None and _characters(shorter) >= _characters(history):
            raise e
        agent.messages[: self._length] = shorter
        self._length = 0
        self._on_shortened()


def shorten(history: Messages) -> Messages:
    """Return the end of a history that ends with an answer: the last question and its answer, each shortened."""
    return [_shorten_message(message) for message in history[-MESSAGES_KEPT:]]


def _shorten_message(message: Message) -> Message:
    text = _text(message)
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]}\n(…)\n{text[-half:]}"
    return {"role": message["role"], "content": [{"text": text}]}


def _text(message: Message) -> str:
    return "\n\n".join(block["text"] for block in message["content"] if "text" in block)


def _characters(messages: Messages) -> int:
    return sum(len(_text(message)) for message in messages)
