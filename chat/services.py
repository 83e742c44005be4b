"""What the callbacks work with, made once at start."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.memory.files import Library
from agents.memory.memory import Memory
from agents.models.factory import ModelFactory
from agents.settings import Parameters
from chat.admission import Admission
from chat.answers import Answers
from chat.attachments.keeping import Attachments
from chat.history.store import Store
from chat.history.writer import Writer
from chat.mydata.holdings import Holding
from chat.panel.health import Dependency, Place
from chat.picks import Picks
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
