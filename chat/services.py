"""What the callbacks work with, made once at start."""

from dataclasses import dataclass

from agents.models.factory import ModelFactory
from agents.settings import Parameters
from chat.answers import Answers
from chat.history.store import Store
from chat.history.writer import Writer


@dataclass(frozen=True, slots=True)
class Services:
    """The process's shared parts."""

    store: Store
    writer: Writer
    factory: ModelFactory
    parameters: Parameters
    answers: Answers
