"""The buttons below an exercise of a conversation: hint, show me, next, stop."""

import chainlit as cl

from agents.exercises.requests import COMMANDS, Command
from chat.i18n.language import translate

ACTIONS: dict[str, Command] = {f"practice_{command}": command for command in COMMANDS}
"""The names of the actions, and what each one says."""
_ICONS: dict[Command, str] = {"hint": "lightbulb", "show": "eye", "next": "arrow-right", "stop": "square"}


def label(command: Command) -> str:
    """Return what a button says, which is also what it sends."""
    labels: dict[Command, str] = {
        "hint": translate("Hint"),
        "show": translate("Show me"),
        "next": translate("Next exercise"),
        "stop": translate("Stop practising"),
    }
    return labels[command]


def command_of_label(text: str) -> Command | None:
    """Return what a text says that is the label of a button; None if it is none."""
    said = " ".join(text.split()).casefold()
    return next((command for command in COMMANDS if label(command).casefold() == said), None)


async def offer_practice_actions(message_id: str) -> None:
    """Show the buttons below the message that asks."""
    for name, command in ACTIONS.items():
        await _action(name, label(command), _ICONS[command]).send(for_id=message_id)


async def remove_practice_actions() -> None:
    """Remove the buttons from the page."""
    for name in ACTIONS:
        await _action(name, "", None).remove()


def _action(name: str, text: str, icon: str | None) -> cl.Action:
    # A page shows at most one action of each name, so the name serves as its id.
    return cl.Action(name=name, id=name, label=text, icon=icon, payload={})
