"""Removes the pause that Chainlit 2.12 makes for each message and step.

`chainlit.message` and `chainlit.step` call `time.sleep(0.001)` in the event loop, so that two steps never share a time
of creation; the whole process waits meanwhile. Our history keeps the order of steps by itself, so the `time` of both
modules is replaced by one whose `sleep` returns at once. They use nothing else of `time`.
"""

from importlib import import_module
from types import SimpleNamespace

MODULES = ("chainlit.message", "chainlit.step")


def remove_message_delay() -> None:
    """Replace the `time` of Chainlit's modules of messages and steps."""
    for name in MODULES:
        vars(import_module(name))["time"] = SimpleNamespace(sleep=lambda _: None)
