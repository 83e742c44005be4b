"""The pickers beside the composer: which model answers, and who is asked."""

from collections.abc import Mapping

import chainlit as cl
from chainlit.context import context

from agents.models.factory import ModelChoice, choice
from agents.specialists import SPECIALISTS
from agents.turn.routes import AUTO, MEMORY, TEACHER
from chat.i18n.language import say
from chat.services import Services
from chat.ui.display_names import model_title, provider_title, title

MODEL, ROUTE = "model", "route"


async def offer(services: Services, picked: Mapping[str, str]) -> None:
    """Show the pickers as the person has left them.

    Args:
        services: The process's shared parts.
        picked: The option of each picker; the first one holds where this is no longer offered.
    """
    models = [
        cl.ModeOption(id=model.id, name=model_title(model), description=_hint(model))
        for model in await services.factory.choices(await services.parameters.current())
    ]
    modes = [
        cl.Mode(id=MODEL, name=say("Model"), options=models),
        cl.Mode(id=ROUTE, name=say("Who answers"), options=_routes()),
    ]
    for mode in modes:
        for option in mode.options:
            option.default = option.id == picked.get(mode.id)
    await context.emitter.set_modes(modes)


async def model_name(services: Services, model_id: str) -> str:
    """How people read the id of a model."""
    return model_title(choice(model_id, await services.parameters.current()))


def _hint(model: ModelChoice) -> str:
    manner = {
        "fast": say("fast, for most questions"),
        "careful": say("careful, for hard questions"),
        "demonstration": say("a demo: exact mathematics, little else"),
        "unknown": "",
    }[model.manner]
    return " · ".join(filter(None, (provider_title(model), manner)))


def _routes() -> list[cl.ModeOption]:
    return [
        cl.ModeOption(id=AUTO, name=say("Auto"), description=say("The teacher chooses who answers"), icon="route"),
        cl.ModeOption(
            id=TEACHER,
            name=say("Teacher"),
            description=say("The same, and nothing is remembered"),
            icon="graduation-cap",
        ),
        *(
            cl.ModeOption(
                id=specialist.name,
                name=title(specialist.name, specialist.title),
                description=_field(specialist.name),
                icon=specialist.icon,
            )
            for specialist in SPECIALISTS
        ),
        cl.ModeOption(
            id=MEMORY,
            name=say("Memory"),
            description=say("What you asked to be remembered, and nothing else"),
            icon="bookmark",
        ),
    ]


def _field(specialist: str) -> str:
    known = {
        "math_assistant": say("Calculates, solves, draws"),
        "english_assistant": say("Corrects and improves writing"),
        "language_assistant": say("Translates and explains"),
        "computer_science_assistant": say("Writes, explains and runs code"),
        "loan_offering_assistant": say("Predicts who accepts a loan"),
        "general_assistant": say("Everything else"),
    }
    return known.get(specialist, say("Answers directly"))
