"""Chainlit still pauses where the pause is removed, and nowhere else."""

import ast
import inspect
from importlib import import_module

import pytest

from chat.chainlit_adapter import message_delay
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/message_delay.py")


@pytest.mark.guard
@pytest.mark.parametrize("name", message_delay.MODULES)
def test_chainlit_uses_nothing_of_time_but_sleep(name: str) -> None:
    tree = ast.parse(inspect.getsource(import_module(name)))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time"
    }
    CHAINLIT.require(used == {"sleep"}, f"a module {name} that uses `time.sleep` and nothing else of `time`")


def test_delay_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = [import_module(name) for name in message_delay.MODULES]
    for module in modules:
        monkeypatch.setattr(module, "time", None)
    message_delay.remove_message_delay()
    for module in modules:
        assert vars(module)["time"].sleep(3600) is None
