"""Keeps Chainlit 2.12 from collecting the messages of every page.

`chainlit.chat_context.chat_context` holds each message of each session for as long as the process lives, for
applications that build their prompts from it. Ours builds them from the history, so `add` collects nothing.
"""

from importlib import import_module
from typing import TypeVar

_Message = TypeVar("_Message")


def disable_chat_context() -> None:
    """Replace `add` of Chainlit's chat context by a function that returns the message and keeps nothing."""
    vars(import_module("chainlit.chat_context"))["chat_context"].add = _return_message


def _return_message(message: _Message) -> _Message:
    return message
