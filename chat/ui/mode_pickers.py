"""The mode pickers beside the composer: which model answers, who is asked, and how."""

from collections.abc import Mapping

import chainlit as cl
from chainlit.context import context

from agents.models.factory import ModelChoice, ModelFactory, choice
from agents.parameters import Parameters
from agents.specialists import SPECIALISTS
from agents.turn.routes import ANSWER, AUTO, MEMORY, STUDY, TEACHER
from chat.i18n.language import translate
from chat.ui.display_names import model_title, provider_title, title

MODEL, ROUTE, HOW = "model", "route", "how"


class ModePickers:
    """Offers the modes on a page.

    Args:
        factory: The models that can be picked.
        parameters: The live parameters.
    """

    def __init__(self, factory: ModelFactory, parameters: Parameters) -> None:
        self._factory = factory
        self._parameters = parameters

    async def offer(self, picked: Mapping[str, str]) -> None:
        """Show the pickers on the current page.

        Args:
            picked: The selected option of each picker; the first option applies if this one is no longer offered.
        """
        models = [
            cl.ModeOption(id=model.id, name=model_title(model), description=_hint(model))
            for model in await self._factory.choices(await self._parameters.current())
        ]
        modes = [
            cl.Mode(id=MODEL, name=translate("Model"), options=models),
            cl.Mode(id=ROUTE, name=translate("Who answers"), options=_routes()),
            cl.Mode(id=HOW, name=translate("How"), options=_manners()),
        ]
        for mode in modes:
            for option in mode.options:
                option.default = option.id == picked.get(mode.id)
        await context.emitter.set_modes(modes)

    async def model_name(self, model_id: str) -> str:
        """Return the title of a model in the reader's language."""
        return model_title(choice(model_id, await self._parameters.current()))


def _manners() -> list[cl.ModeOption]:
    return [
        cl.ModeOption(
            id=ANSWER,
            name=translate("Answer"),
            description=translate("With steps and the result"),
            icon="message-circle",
        ),
        cl.ModeOption(
            id=STUDY,
            name=translate("Study"),
            description=translate("With hints; you find the answer"),
            icon="lightbulb",
        ),
    ]


def _hint(model: ModelChoice) -> str:
    manner = {
        "fast": translate("fast, for most questions"),
        "careful": translate("careful, for hard questions"),
        "demonstration": translate("a demo: exact mathematics, little else"),
        "unknown": "",
    }[model.manner]
    return " · ".join(filter(None, (provider_title(model), manner)))


def _routes() -> list[cl.ModeOption]:
    return [
        cl.ModeOption(
            id=AUTO, name=translate("Auto"), description=translate("The teacher chooses who answers"), icon="route"
        ),
        cl.ModeOption(
            id=TEACHER,
            name=translate("Teacher"),
            description=translate("The same, and nothing is remembered"),
            icon="graduation-cap",
        ),
        *(
            cl.ModeOption(
                id=specialist.name,
                name=title(specialist.name, specialist.title),
                description=_specialist_hint(specialist.name),
                icon=specialist.icon,
            )
            for specialist in SPECIALISTS
        ),
        cl.ModeOption(
            id=MEMORY,
            name=translate("Memory"),
            description=translate("What you asked to be remembered, and nothing else"),
            icon="bookmark",
        ),
    ]


def _specialist_hint(specialist: str) -> str:
    known = {
        "math_assistant": translate("Calculates, solves, draws"),
        "english_assistant": translate("Corrects and improves writing"),
        "language_assistant": translate("Translates and explains"),
        "computer_science_assistant": translate("Writes, explains and runs code"),
        "loan_offering_assistant": translate("Predicts who accepts a loan"),
        "general_assistant": translate("Everything else"),
    }
    return known.get(specialist, translate("Answers directly"))
