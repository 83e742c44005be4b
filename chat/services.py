"""What the callbacks work with, made once at start."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.memory.library import Library
from agents.memory.service import Memory
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from chat.attachments.service import Attachments
from chat.history.store import Store
from chat.history.writer import Writer
from chat.my_data.personal_data import Holding
from chat.observability.health import Dependency, Place
from chat.turns.admission_queue import Admission
from chat.turns.running_answers import Answers
from chat.ui.preferences import Picks
from chat.usage.meter import Accounts


@dataclass(frozen=True, slots=True)
class Services:
    """The process's shared parts."""

    store: Store
    writer: Writer
    factory: ModelFactory
    parameters: Parameters
    answers: Answers
    admission: Admission
    picks: Picks
    attachments: Attachments
    accounts: Accounts
    place: Place
    memory: Memory
    files: Library
    holdings: Sequence[Holding] = ()
    dependencies: Sequence[Dependency] = ()
