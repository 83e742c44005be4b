"""Chainlit's chat context still has the method that is replaced, and collects nothing afterwards."""

from typing import Any

import pytest

from chat.chainlit_adapter.chat_context import disable_chat_context
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/chat_context.py")


@pytest.mark.guard
def test_chat_context_has_the_method_that_is_replaced() -> None:
    CHAINLIT.require_parameters("chainlit.chat_context:ChatContext.add", "self", "message")
    collected = CHAINLIT.find("chainlit.chat_context:chat_contexts")
    CHAINLIT.require(isinstance(collected, dict), "a dictionary `chat_contexts` of collected messages")


@pytest.mark.guard
@pytest.mark.parametrize("module", ["chainlit.message", "chainlit.emitter"])
def test_messages_are_collected_by_the_instance_that_is_changed(module: str) -> None:
    used = CHAINLIT.find(f"{module}:chat_context")
    CHAINLIT.require(used is CHAINLIT.find("chainlit.chat_context:chat_context"), f"one chat context in {module}")


def test_disabled_chat_context_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from chainlit.chat_context import chat_context, chat_contexts

    monkeypatch.setattr(chat_context, "add", None)
    before = dict(chat_contexts)
    disable_chat_context()
    message: Any = object()
    assert chat_context.add(message) is message
    assert chat_contexts == before
