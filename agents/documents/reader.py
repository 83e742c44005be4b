"""Reads a file that a person brought, in a process that can be killed."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from agents.learner import LearnerError
from agents.tools.refusal import ToolError
from agents.tools.workers.pool import WorkerPool

_SECONDS = 20.0
_LONGEST_ANSWER = 8 * 1024 * 1024

documents = WorkerPool("agents.documents.worker", 2, seconds=_SECONDS, longest_answer=_LONGEST_ANSWER)


@dataclass(frozen=True, slots=True)
class Document:
    """What can be read of a file.

    Args:
        media_type: What it is, by its content; what kind of text it is, by its name.
        text: Its text, empty for a picture.
        image: The picture, written anew by us; empty for a text.
        whole: Whether the text is all of it.
    """

    media_type: str
    text: str = ""
    image: bytes = b""
    whole: bool = True


async def read_document(path: Path, name: str) -> Document:
    """Read a file.

    Args:
        path: Where it is.
        name: What the person calls it; it tells a table from other text, and nothing else.

    Raises:
        LearnerError: It cannot be read; the sentence says why.
    """
    try:
        answer = await documents.ask({"path": str(path), "name": name})
    except ToolError:  # it took too long, or more memory than there is: our limits, or a bomb
        raise LearnerError(
            "This file takes too long to read; attach a smaller part of it.", code="file_too_heavy"
        ) from None
    if "refused" in answer:
        raise LearnerError(answer["refused"], answer["code"], **json.loads(answer["values"]))
    image = base64.b64decode(answer.get("image", ""))
    return Document(answer["type"], answer.get("text", ""), image, answer.get("whole", "yes") == "yes")
