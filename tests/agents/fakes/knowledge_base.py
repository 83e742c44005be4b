"""The Bedrock Agent APIs of a knowledge base over real HTTP; a document is found three minutes after its ingestion."""

import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.agents.fakes.loopback import Loopback

DELAY = 180.0  # seconds between ingestion and being found
KNOWLEDGE_BASE, CUSTOM, S3 = "KB12345678", "DSCUSTOM01", "DSS3000001"
_MAX_COUNT = 10  # documents in one call, as the service has it
_MOMENT = "2026-01-01T00:00:00Z"


@dataclass
class Document:
    """A document as the service holds it."""

    text: str
    attributes: dict[str, Any]
    known_at: float


@dataclass
class KnowledgeBaseFake(Loopback):
    """Serves on a loopback port.

    Attributes:
        now: The time of its clock in seconds, which a test sets.
        documents: The documents, indexed or not.
        calls: The operation and the body of each request.
        refusal: The error code of every answer, if it is set.
        ignores_filter: Whether it returns documents of other people too.
        forged: Results that it returns before all others.
    """

    now: float = 0.0
    documents: dict[str, Document] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusal: str = ""
    ignores_filter: bool = False
    forged: list[dict[str, Any]] = field(default_factory=list)

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._refuse])
        base = f"/knowledgebases/{KNOWLEDGE_BASE}"
        app.router.add_post(f"{base}/datasources/", self._list)
        app.router.add_get(f"{base}/datasources/{{source}}", self._source)
        app.router.add_put(f"{base}/datasources/{CUSTOM}/documents", self._ingest)
        app.router.add_post(f"{base}/datasources/{CUSTOM}/documents/deleteDocuments", self._delete)
        app.router.add_post(f"{base}/retrieve", self._retrieve)
        return app

    def asked(self, operation: str) -> list[dict[str, Any]]:
        """Return the bodies of the calls of one operation."""
        return [body for name, body in self.calls if name == operation]

    @web.middleware
    async def _refuse(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if self.refusal:
            headers = {"x-amzn-ErrorType": self.refusal}
            return web.json_response({"message": "secret details"}, status=400, headers=headers)
        try:
            answer: web.StreamResponse = await handler(request)
        except web.HTTPNotFound:
            headers = {"x-amzn-ErrorType": "ResourceNotFoundException"}
            return web.json_response({"message": "none such"}, status=404, headers=headers)
        return answer

    async def _list(self, request: web.Request) -> web.Response:
        """Give one data source a page; the custom one comes second."""
        token = (await request.json()).get("nextToken") if request.can_read_body else None
        source = CUSTOM if token else S3
        summary = {
            "knowledgeBaseId": KNOWLEDGE_BASE,
            "dataSourceId": source,
            "name": source,
            "status": "AVAILABLE",
            "updatedAt": _MOMENT,
        }
        more = {} if token else {"nextToken": "more"}
        return web.json_response({"dataSourceSummaries": [summary], **more})

    async def _source(self, request: web.Request) -> web.Response:
        source = request.match_info["source"]
        described = {
            "knowledgeBaseId": KNOWLEDGE_BASE,
            "dataSourceId": source,
            "name": source,
            "status": "AVAILABLE",
            "createdAt": _MOMENT,
            "updatedAt": _MOMENT,
            "dataSourceConfiguration": {"type": "CUSTOM" if source == CUSTOM else "S3"},
        }
        return web.json_response({"dataSource": described})

    async def _ingest(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("ingest", body))
        assert 1 <= len(body["documents"]) <= _MAX_COUNT
        details = []
        for document in body["documents"]:
            custom = document["content"]["custom"]
            assert document["content"]["dataSourceType"] == "CUSTOM"
            assert custom["sourceType"] == "IN_LINE"
            assert document["metadata"]["type"] == "IN_LINE_ATTRIBUTE"
            name = custom["customDocumentIdentifier"]["id"]
            attributes = {one["key"]: one["value"]["stringValue"] for one in document["metadata"]["inlineAttributes"]}
            text = custom["inlineContent"]["textContent"]["data"]
            self.documents[name] = Document(text, attributes, self.now + DELAY)
            details.append(_detail(name, "STARTING"))
        return web.json_response({"documentDetails": details}, status=202)

    async def _delete(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("delete", body))
        assert 1 <= len(body["documentIdentifiers"]) <= _MAX_COUNT
        names = [one["custom"]["id"] for one in body["documentIdentifiers"]]
        for name in names:
            self.documents.pop(name, None)
        return web.json_response({"documentDetails": [_detail(name, "DELETING") for name in names]}, status=202)

    async def _retrieve(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("retrieve", body))
        search = body["retrievalConfiguration"]["vectorSearchConfiguration"]
        wanted = search.get("filter", {}).get("equals", {})
        found = [
            _result(name, document, _overlap(body["retrievalQuery"]["text"], document.text))
            for name, document in self.documents.items()
            if document.known_at <= self.now
            and (self.ignores_filter or not wanted or document.attributes.get(wanted["key"]) == wanted["value"])
        ]
        found.sort(key=lambda result: -float(result["score"]))
        return web.json_response({"retrievalResults": [*self.forged, *found][: search["numberOfResults"]]})


def _detail(name: str, status: str) -> dict[str, Any]:
    return {
        "knowledgeBaseId": KNOWLEDGE_BASE,
        "dataSourceId": CUSTOM,
        "status": status,
        "identifier": {"dataSourceType": "CUSTOM", "custom": {"id": name}},
        "updatedAt": _MOMENT,
    }


def _result(name: str, document: Document, score: float) -> dict[str, Any]:
    return result(name, document.text, score, **document.attributes)


def result(name: str, text: str, score: float, **attributes: Any) -> dict[str, Any]:
    """A result as the service returns it."""
    return {
        "content": {"type": "TEXT", "text": text},
        "location": {"type": "CUSTOM", "customDocumentLocation": {"id": name}},
        "metadata": {**attributes, "x-amz-bedrock-kb-data-source-id": CUSTOM},
        "score": score,
    }


def _overlap(query: str, text: str) -> float:
    """Return a score by the share of the text's words that the question holds too."""
    asked, there = (set(re.findall(r"\w+", words.lower())) for words in (query, text))
    return 0.3 + 0.6 * len(asked & there) / max(1, len(there))
