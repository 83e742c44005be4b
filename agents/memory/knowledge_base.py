"""A Bedrock knowledge base as the index: a custom data source whose documents and searches all carry the owner."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import ClientError

from agents.aws import AwsSession, LazyClient, error_code, run_blocking
from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import Fact
from agents.memory.fact_repository import require_owner
from agents.memory.index import Hit

logger = logging.getLogger(__name__)
T = TypeVar("T")

OWNER = "owner"  # the attribute of a document that names its owner
_MAX_BATCH = 10  # documents that one call accepts
_MAX_RESULTS = 100
_MAX_QUERY_CHARACTERS = 1_000
_CLIENT = Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4})


class KnowledgeBase:
    """One knowledge base.

    Args:
        aws: Makes the clients.
        knowledge_base_id: The id of the knowledge base.
        threads: Run the blocking calls.
    """

    def __init__(self, aws: AwsSession, knowledge_base_id: str, threads: ThreadPoolExecutor) -> None:
        self._agent = LazyClient(aws, "bedrock-agent", _CLIENT)
        self._runtime = LazyClient(aws, "bedrock-agent-runtime", _CLIENT)
        self._id = knowledge_base_id
        self._threads = threads
        self._source = ""

    async def location(self) -> str:
        """See `Index`."""
        return f"{self._id}/{await self._run(self._data_source)}"

    async def add(self, owner: str, facts: Sequence[Fact]) -> None:
        """See `Index`."""
        require_owner(owner)
        documents = [_document(owner, fact) for fact in facts]

        def ingest() -> None:
            for batch in _batches(documents):
                try:
                    answer = self._agent.get().ingest_knowledge_base_documents(
                        knowledgeBaseId=self._id, dataSourceId=self._data_source(), documents=batch
                    )
                except ClientError:
                    self._source = ""  # it may have been replaced: the next call looks it up again
                    raise
                if any(detail["status"] == "FAILED" for detail in answer["documentDetails"]):
                    raise MemoryUnavailable("FAILED")

        await self._run(ingest)

    async def remove(self, owner: str, location: str, keys: Sequence[str]) -> None:
        """See `Index`."""
        require_owner(owner)
        knowledge_base, _, source = location.partition("/")
        named = [{"dataSourceType": "CUSTOM", "custom": {"id": key}} for key in keys]

        def delete() -> None:
            for batch in _batches(named):
                try:
                    self._agent.get().delete_knowledge_base_documents(
                        knowledgeBaseId=knowledge_base, dataSourceId=source, documentIdentifiers=batch
                    )
                except ClientError as error:
                    # A knowledge base that is gone has no documents either.
                    if error_code(error) != "ResourceNotFoundException":
                        raise

        await self._run(delete)

    async def search(self, owner: str, query: str, limit: int) -> list[Hit]:
        """See `Index`."""
        require_owner(owner)

        def retrieve() -> list[Hit]:
            answer = self._runtime.get().retrieve(
                knowledgeBaseId=self._id,
                retrievalQuery={"text": query[:_MAX_QUERY_CHARACTERS]},
                retrievalConfiguration={
                    "vectorSearchConfiguration": {
                        "numberOfResults": min(limit, _MAX_RESULTS),
                        "filter": {"equals": {"key": OWNER, "value": owner}},
                    }
                },
            )
            found = answer["retrievalResults"]
            own = [one for one in found if one.get("metadata", {}).get(OWNER) == owner]
            if len(own) < len(found):
                logger.error("foreign_facts_returned", extra={"count": len(found) - len(own)})
            keys = [one.get("location", {}).get("customDocumentLocation", {}).get("id", "") for one in own]
            return [Hit(key, float(one.get("score") or 0)) for key, one in zip(keys, own, strict=True) if key]

        return await self._run(retrieve)

    def _data_source(self) -> str:
        """Return the id of the custom data source.

        Raises:
            MemoryUnavailable: The knowledge base has none.
        """
        if not self._source:
            client = self._agent.get()
            pages = client.get_paginator("list_data_sources").paginate(knowledgeBaseId=self._id)
            for summary in (summary for page in pages for summary in page["dataSourceSummaries"]):
                source = client.get_data_source(knowledgeBaseId=self._id, dataSourceId=summary["dataSourceId"])
                if source["dataSource"]["dataSourceConfiguration"]["type"] == "CUSTOM":
                    self._source = str(summary["dataSourceId"])
                    break
            else:
                raise MemoryUnavailable("no custom data source")
        return self._source

    async def _run(self, work: Callable[[], T]) -> T:
        return await run_blocking(self._threads, work, MemoryUnavailable)


def _document(owner: str, fact: Fact) -> dict[str, Any]:
    inline = {"type": "TEXT", "textContent": {"data": fact.text}}
    return {
        "content": {
            "dataSourceType": "CUSTOM",
            "custom": {
                "customDocumentIdentifier": {"id": fact.key},
                "sourceType": "IN_LINE",
                "inlineContent": inline,
            },
        },
        "metadata": {
            "type": "IN_LINE_ATTRIBUTE",
            "inlineAttributes": [{"key": OWNER, "value": {"type": "STRING", "stringValue": owner}}],
        },
    }


def _batches(items: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [items[at : at + _MAX_BATCH] for at in range(0, len(items), _MAX_BATCH)]
