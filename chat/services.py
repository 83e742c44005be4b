"""What the callbacks work with, made once at start."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from chat.attachments.service import AttachmentService
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.my_data.personal_data import PersonalData
from chat.observability.health import Dependency, Deployment
from chat.turns.admission_queue import AdmissionQueue
from chat.turns.running_answers import RunningAnswers
from chat.ui.preferences import ModePreferences
from chat.usage.meter import UsageAccounts


@dataclass(frozen=True, slots=True)
class Services:
    """The process's shared parts."""

    store: ConversationStore
    writer: WriteQueue
    factory: ModelFactory
    parameters: Parameters
    answers: RunningAnswers
    admission: AdmissionQueue
    picks: ModePreferences
    attachments: AttachmentService
    accounts: UsageAccounts
    place: Deployment
    memory: MemoryService
    files: FileLibrary
    personal_data: Sequence[PersonalData] = ()
    dependencies: Sequence[Dependency] = ()
