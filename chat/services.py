"""Composition: builds every shared part of the process from the settings, and closes them in order."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from agents import lifecycle
from agents.agent.backoff import SharedBackoff
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.tools.mcp.servers import McpServers
from chat.attachments.open_file_store import open_file_store
from chat.attachments.service import AttachmentService
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.service import BudgetService
from chat.budgets.sqlite import SqliteBudgetStore
from chat.guardrails.dynamodb import DynamoFindingStore
from chat.guardrails.finding_counter import FindingCounter
from chat.guardrails.sqlite import SqliteFindingStore
from chat.history.denials import StoredDenials
from chat.history.last_signing_key import LastSigningKey
from chat.history.open_store import open_beside, open_store
from chat.history.pauses import StoredPauses
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.identity.deny_list import DenyList
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.memory_pages.addresses import LINKS
from chat.memory_pages.personal_data import MemoryPersonalData
from chat.my_data.personal_data import PersonalData
from chat.observability.health import Dependency, Deployment
from chat.observability.traces import open_traces
from chat.people.directory import PeopleDirectory
from chat.saved_questions.dynamodb import DynamoSavedQuestionStore
from chat.saved_questions.service import SavedQuestions
from chat.saved_questions.sqlite import SqliteSavedQuestionStore
from chat.settings import Settings
from chat.shares.dynamodb import DynamoShareStore
from chat.shares.service import Shares
from chat.shares.sqlite import SqliteShareStore
from chat.status.checks import dependencies
from chat.teaching.dynamodb import DynamoLearningStore
from chat.teaching.log import LearningLog
from chat.teaching.sqlite import SqliteLearningStore
from chat.turns.admission_queue import AdmissionQueue
from chat.turns.conversation_pages import ConversationPages
from chat.turns.exercise_writing import ExerciseWriting
from chat.turns.practice import PracticeTurns
from chat.turns.regenerate import Regeneration
from chat.turns.resume import Resumption
from chat.turns.running_answers import RunningAnswers
from chat.turns.service import TurnService
from chat.turns.versions import VersionChoice
from chat.ui.approvals import Approvals
from chat.ui.mode_pickers import ModePickers
from chat.ui.preferences import ModePreferences
from chat.usage.dynamodb import DynamoUsageStore
from chat.usage.meter import UsageAccounts
from chat.usage.sqlite import SqliteUsageStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The shared parts of the process; only the application and the server see them all."""

    settings: Settings
    store: ConversationStore
    writer: WriteQueue
    factory: ModelFactory
    parameters: Parameters
    mcp: McpServers
    approvals: Approvals
    running: RunningAnswers
    admission: AdmissionQueue
    preferences: ModePreferences
    pickers: ModePickers
    attachments: AttachmentService
    accounts: UsageAccounts
    learning: LearningLog
    budgets: BudgetService
    findings: FindingCounter
    saved_questions: SavedQuestions
    shares: Shares
    memory: MemoryService
    library: FileLibrary
    keys: KeyStore
    denials: StoredDenials
    denied: DenyList
    people: PeopleDirectory | None
    groups: GroupReader
    deployment: Deployment
    personal_data: Sequence[PersonalData]
    dependencies: Sequence[Dependency]
    turns: TurnService
    resumption: Resumption
    pages: ConversationPages
    regeneration: Regeneration
    versions: VersionChoice


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Build the services, and close them at the end: pending writes first, the stores after everything that uses them.

    Raises:
        StoreError: If the history cannot be opened.
    """
    async with AsyncExitStack() as stack:
        store = await open_store(settings.history_url, settings.aws_region)
        stack.push_async_callback(store.close)
        files = open_file_store(settings.uploads_bucket, settings.history_url, settings.aws_region)
        attachments = AttachmentService(files)
        stack.callback(attachments.close)
        factory = ModelFactory(settings.aws_region, settings.max_concurrent_answers)
        parameters = Parameters(settings.aws_region, settings.teachers_assistant_env, factory.aws)
        memory = MemoryService(store.facts, parameters, factory.aws)
        stack.callback(memory.close)
        library = FileLibrary(memory)
        stack.callback(library.close)
        stack.push_async_callback(lifecycle.stop, factory)
        mcp = lifecycle.mcp_servers(settings.mcp_commands, allows_plain_http=settings.is_loopback)
        stack.push_async_callback(mcp.close)
        approvals = Approvals()
        groups = GroupReader(settings.cognito_jwks_url, settings.cognito_issuer, settings.cognito_client_id)
        stack.push_async_callback(groups.close)
        keys = KeyStore(settings.alb_public_keys_url, LastSigningKey(store))
        stack.push_async_callback(keys.close)
        denials = StoredDenials(store)
        people = PeopleDirectory(factory.aws, settings.user_pool_id) if settings.user_pool_id else None
        if people is not None:
            stack.callback(people.close)
        writer = WriteQueue()
        stack.push_async_callback(writer.close)
        accounts = UsageAccounts(open_beside(store, SqliteUsageStore, DynamoUsageStore), writer)
        learning = LearningLog(open_beside(store, SqliteLearningStore, DynamoLearningStore), writer)
        budgets = BudgetService(open_beside(store, SqliteBudgetStore, DynamoBudgetStore), writer, parameters, factory)
        findings = FindingCounter(open_beside(store, SqliteFindingStore, DynamoFindingStore), writer)
        factory.guardrails.on_found = findings.add
        saved_questions = SavedQuestions(
            open_beside(store, SqliteSavedQuestionStore, DynamoSavedQuestionStore), store, writer
        )
        shares = Shares(open_beside(store, SqliteShareStore, DynamoShareStore))
        running, admission = RunningAnswers(), AdmissionQueue(settings.max_concurrent_answers)
        preferences = ModePreferences(store)
        pickers = ModePickers(factory, parameters, preferences)
        resumption = Resumption(store, running, pickers, approvals)
        pages = ConversationPages(memory, resumption)
        regeneration = Regeneration(store, writer, pickers, pages)
        traces = open_traces(
            settings.otel_exporter_otlp_endpoint,
            settings.teachers_assistant_env,
            captures_content=settings.otel_instrumentation_genai_capture_message_content,
        )
        if traces is not None:
            stack.push_async_callback(traces.close)
        turns = TurnService(
            store=store,
            writer=writer,
            factory=factory,
            parameters=parameters,
            memory=memory,
            memory_links=LINKS,
            attachments=attachments,
            admission=admission,
            running=running,
            regeneration=regeneration,
            pickers=pickers,
            accounts=accounts,
            practice=PracticeTurns(learning, ExerciseWriting(factory, parameters, budgets, admission)),
            budgets=budgets,
            traces=traces,
            mcp=mcp,
            approvals=approvals,
            backoff=SharedBackoff(StoredPauses(store)),
        )
        yield Services(
            settings=settings,
            store=store,
            writer=writer,
            factory=factory,
            parameters=parameters,
            mcp=mcp,
            approvals=approvals,
            running=running,
            admission=admission,
            preferences=preferences,
            pickers=pickers,
            attachments=attachments,
            accounts=accounts,
            learning=learning,
            budgets=budgets,
            findings=findings,
            saved_questions=saved_questions,
            shares=shares,
            memory=memory,
            library=library,
            keys=keys,
            denials=denials,
            denied=DenyList(denials),
            people=people,
            groups=groups,
            deployment=Deployment(settings.teachers_assistant_env, settings.aws_region),
            personal_data=(MemoryPersonalData(memory, library), accounts, learning, budgets, saved_questions, shares),
            dependencies=dependencies(store, writer, parameters, keys, factory, attachments, mcp, traces),
            turns=turns,
            resumption=resumption,
            pages=pages,
            regeneration=regeneration,
            versions=VersionChoice(store, writer, running, pages),
        )
