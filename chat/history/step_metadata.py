"""The metadata of a step: every key that is stored, and readers for those that several rooms use."""

import uuid
from collections.abc import Mapping
from typing import Any, Final, Required, TypedDict, cast

QUESTION: Final = "question"
PARTIAL: Final = "partial"
STOP_REASON: Final = "stop_reason"
SAVED: Final = "saved"
BEFORE: Final = "before"
PICTURES: Final = "pictures"
ATTACHMENTS: Final = "attachments"
UPLOADED: Final = "uploaded"
AGAIN: Final = "again"
VERSION_OF: Final = "version_of"
PICKED: Final = "picked"
PRACTICE: Final = "practice"
STUDY: Final = "study"
SOURCES: Final = "sources"


class AttachmentRecord(TypedDict, total=False):
    """A file that came with a question.

    `whole` is false if the model gets only the beginning of its text; `type` is its media type; `encoding` is the one
    in which a text was read that does not state it.
    """

    id: Required[str]
    name: Required[str]
    type: Required[str]
    whole: bool
    encoding: str


class PictureRecord(TypedDict):
    """A picture of an answer, as SVG."""

    name: str
    svg: str


class StepMetadata(TypedDict, total=False):
    """What is known about a step beside its text.

    Attributes:
        question: Of an answer: the id of the question.
        partial: Of an answer: it was not finished when it was last saved.
        stop_reason: Of an answer: why the model stopped.
        model: Of an answer: the model's id.
        seconds: Of an answer: how long it took.
        cost: Of an answer: in US dollars, if the price is known.
        input_tokens: Of an answer.
        output_tokens: Of an answer.
        saved: Of an answer: the ids of the facts that it saved.
        before: Of an answer that was cut off: pairs of a specialist's title and what it had said.
        pictures: Of an answer or a step: its pictures.
        practice: Of an answer: the practice that goes on with it, as `agents.exercises.practice` writes it.
        tool: Of a tool's step: the tool's name.
        attachments: Of a question: the files that came with it.
        uploaded: Of a question that was just sent: the ids of its uploads; it is not stored.
        again: Of a question that is asked once more: the id of the version that it replaces; it is not stored.
        version_of: Of a question that was asked once more: the id of its first version.
        versions: Of a question on a page: the ids of its versions, if it has several; it is not stored.
        picked: Of a question: what the person had picked, by picker; others follow their default.
        trace_id: Of an answer: the id of its trace, where turns are traced.
        sources: Of an answer: the passages of attached files on which it rests, each a `CitedPassage`.
        study: Of an answer in Study: how far the learner is with the problem, without its answer.
    """

    question: str
    partial: bool
    stop_reason: str
    model: str
    seconds: float
    cost: float | None
    input_tokens: int
    output_tokens: int
    saved: list[str]
    before: list[list[str]]
    pictures: list[PictureRecord]
    practice: dict[str, object]
    tool: str
    attachments: list[AttachmentRecord]
    uploaded: list[str]
    again: str
    version_of: str
    versions: list[str]
    picked: dict[str, str]
    trace_id: str
    study: Mapping[str, object]
    sources: list[Mapping[str, object]]


def read_metadata(step: Mapping[str, Any]) -> StepMetadata:
    """Return the metadata of a step; empty if it has none, or null."""
    return cast(StepMetadata, step.get("metadata") or {})


def question_id(step: Mapping[str, Any]) -> str | None:
    """Return the id of the question that an answer belongs to; None if it does not say so."""
    return read_metadata(step).get(QUESTION)


def saved_fact_ids(step: Mapping[str, Any]) -> list[str]:
    """Return the ids of the facts that an answer saved."""
    return list(read_metadata(step).get(SAVED) or ())


def is_held_back(step: Mapping[str, Any]) -> bool:
    """Return whether an answer in Study holds the answer of its problem back."""
    study = read_metadata(step).get(STUDY)
    return isinstance(study, Mapping) and bool(study.get("problem")) and not study.get("earned")


def attachment_records(step: Mapping[str, Any]) -> list[AttachmentRecord]:
    """Return the files that came with a question; anything that is no record of a file is left out."""
    records = read_metadata(step).get(ATTACHMENTS)
    return [record for record in records if _is_attachment(record)] if isinstance(records, list) else []


def _is_attachment(value: object) -> bool:
    try:
        return isinstance(value, dict) and bool(uuid.UUID(value["id"])) and isinstance(value["name"], str)
    except (KeyError, ValueError, TypeError, AttributeError):
        return False
