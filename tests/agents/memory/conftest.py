"""Memory on a database of its own, with and without an external index."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agents.aws import AwsSession
from agents.memory.formatting import MemoryLinks
from agents.memory.index_sync import IndexSync
from agents.memory.service import MemoryService
from agents.parameters import Parameters, ParameterValues
from chat.history.sqlite.store import SqliteStore
from tests.agents.fakes.knowledge_base import KNOWLEDGE_BASE, KnowledgeBaseFake

ALICE, BOB = "alice-sub", "bob-sub"
TOLD = {
    "Remember that my birthday is July 25": "What's my birthday?",
    "My favorite color is blue": "What is my favorite color?",
    "I live in Seattle": "Where do I live?",
}
FACTS = ("my birthday is July 25", "My favorite color is blue", "I live in Seattle")
LINKS = MemoryLinks(page="/memory", passage="/memory/files/{document}#p{number}")


@dataclass
class Fixed(Parameters):
    """Parameters that a test sets."""

    values: ParameterValues = field(default_factory=ParameterValues)

    async def current(self) -> ParameterValues:
        return self.values


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()


@pytest.fixture
async def memory(store: SqliteStore) -> AsyncIterator[MemoryService]:
    """A memory without an external index, with embeddings."""
    opened = MemoryService(store.facts, Fixed(), AwsSession("us-east-1"))
    yield opened
    opened.close()


@pytest.fixture
def by_words(memory: MemoryService) -> MemoryService:
    """A memory without an external index and without embeddings, as in the server image."""
    memory.similarity.__dict__["installed"] = False
    return memory


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch, credentials: None) -> AsyncIterator[KnowledgeBaseFake]:
    async with KnowledgeBaseFake() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_AGENT", running.url)
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", running.url)
        yield running


@pytest.fixture
async def indexed(store: SqliteStore, fake: KnowledgeBaseFake) -> AsyncIterator[MemoryService]:
    """A memory with a knowledge base and without embeddings, as on AWS."""
    aws = AwsSession("us-east-1")
    parameters = Fixed(ParameterValues(strands_knowledge_base_id=KNOWLEDGE_BASE))
    opened = MemoryService(store.facts, parameters, aws, IndexSync(store.facts, aws, clock=lambda: fake.now))
    opened.similarity.__dict__["installed"] = False
    yield opened
    opened.close()


async def texts(memory: MemoryService, query: str, owner: str = ALICE) -> list[str]:
    """Return the texts that are recalled, the best first."""
    return [found.fact.text for found in await memory.recall(owner, query)]
