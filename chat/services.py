"""What the callbacks work with, made once at start."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.models.factory import ModelFactory
from agents.settings import Parameters
from chat.admission import Admission
from chat.answers import Answers
from chat.history.store import Store
from chat.history.writer import Writer
from chat.mydata.holdings import Holding


@dataclass(frozen=True, slots=True)
class Services:
    """The process's shared parts."""

    store: Store
    writer: Writer
    factory: ModelFactory
    parameters: Parameters
    answers: Answers
    admission: Admission
    holdings: Sequence[Holding] = ()
