"""The mode pickers beside the composer: which model answers, who is asked, and how."""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import chainlit as cl
from chainlit.context import context
from chainlit.session import BaseSession

from agents.models.factory import ModelChoice, ModelFactory, choice
from agents.parameters import Parameters
from agents.specialists import SPECIALISTS
from agents.turn.routes import ANSWER, MEMORY, STUDY, TEACHER
from chat.i18n.language import translate
from chat.ui.display_names import model_title, provider_title, title
from chat.ui.preferences import HOW as HOW
from chat.ui.preferences import MODEL as MODEL
from chat.ui.preferences import ROUTE as ROUTE
from chat.ui.preferences import ModePreferences, picks_of

_DEFAULT = ""  # the id of the option that follows the default; Chainlit's page sends no mode for it


class ModePickers:
    """Offers the modes on a page. The first option of each picker follows the default, and is no pick.

    Args:
        factory: The models that can be picked.
        parameters: The live parameters.
        preferences: What each person has picked.
    """

    def __init__(self, factory: ModelFactory, parameters: Parameters, preferences: ModePreferences) -> None:
        self._factory = factory
        self._parameters = parameters
        self._preferences = preferences
        self._shown: WeakKeyDictionary[BaseSession, list[ModelChoice]] = WeakKeyDictionary()

    async def offer(self, owner: str, conversation: Sequence[Mapping[str, Any]] = ()) -> None:
        """Show the pickers on the current page.

        Args:
            owner: Whose picks are shown.
            conversation: The steps of the conversation that is opened, which goes on in its own manner.
        """
        await self._show(await self._models(), {**await self._preferences.get(owner), **manner_of(conversation)})

    async def refresh(self, picked: Mapping[str, str]) -> None:
        """Show the pickers again if another model is the default now, or others are offered.

        Args:
            picked: What stays picked on the current page.
        """
        models = await self._models()
        if context.session in self._shown and self._shown[context.session] != models:
            await self._show(models, picked)

    async def picks(self, owner: str) -> dict[str, str]:
        """Return what a person has picked, without what is no longer offered."""
        offered = {mode.id: {option.id for option in mode.options} for mode in _modes(await self._models())}
        picked = await self._preferences.get(owner)
        return {mode: option for mode, option in picked.items() if option in offered.get(mode, ())}

    async def model_name(self, model_id: str) -> str:
        """Return the title of a model in the reader's language."""
        return model_title(choice(model_id, await self._parameters.current()))

    async def _models(self) -> list[ModelChoice]:
        return await self._factory.choices(await self._parameters.current())

    async def _show(self, models: list[ModelChoice], picked: Mapping[str, str]) -> None:
        self._shown[context.session] = models
        modes = _modes(models)
        for mode in modes:
            for option in mode.options:
                option.default = option.id == picked.get(mode.id, mode.options[0].id)
        await context.emitter.set_modes(modes)


def manner_of(conversation: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return in which manner the last question of a conversation was asked, as a pick; empty if there is none."""
    for step in reversed(conversation):
        if step.get("type") == "user_message":
            return {HOW: picks_of(step).get(HOW, ANSWER)}
    return {}


def _modes(models: list[ModelChoice]) -> list[cl.Mode]:
    options = [cl.ModeOption(id=model.id, name=model_title(model), description=_hint(model)) for model in models]
    for default in options[:1]:
        default.id = _DEFAULT
        default.description = " · ".join(filter(None, (default.description, translate("the default"))))
    return [
        cl.Mode(id=MODEL, name=translate("Model"), options=options),
        cl.Mode(id=ROUTE, name=translate("Who answers"), options=_routes()),
        cl.Mode(id=HOW, name=translate("How"), options=_manners()),
    ]


def _manners() -> list[cl.ModeOption]:
    return [
        cl.ModeOption(
            id=ANSWER,
            name=translate("Answer"),
            description=translate("With steps and the result"),
            icon="list-checks",
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
            id=_DEFAULT, name=translate("Auto"), description=translate("The teacher chooses who answers"), icon="route"
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
