"""Failures of the agents, told in the language of whoever reads them."""

from agents.events import Error
from agents.learner import LearnerError, Phrase
from chat import language


def told(error: LearnerError | Error) -> str:
    """Return the sentence; its English template is the key of its translations, like that of every `say`."""
    values = {name: language.say(value) if isinstance(value, Phrase) else value for name, value in error.values.items()}
    return language.say(error.template, **values)
