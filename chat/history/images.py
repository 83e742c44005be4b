"""Pictures of an answer: kept with the step they belong to, shown as images and nothing else."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agents.events import Image
from chat.history.store import Record

_KEY = "pictures"  # where a step's metadata holds them


def image_metadata(images: Sequence[Image]) -> dict[str, object]:
    """Return the metadata that keeps these pictures."""
    return {_KEY: [{"name": image.name, "svg": image.svg} for image in images]} if images else {}


def image_elements(metadata: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return Chainlit's image elements for the pictures that were kept."""
    return [
        {
            "name": picture["name"],
            # The address holds the picture itself; in an image nothing in it can run or load.
            "url": f"data:image/svg+xml;base64,{base64.b64encode(picture['svg'].encode()).decode()}",
            "mime": "image/svg+xml",
            "display": "inline",
            "size": "large",
        }
        for picture in (metadata or {}).get(_KEY) or ()
    ]


def elements_of_steps(thread_id: str, steps: Iterable[Record]) -> list[Any]:
    """Return the pictures of a conversation that is opened again, each at its step."""
    return [
        {"id": f"{step['id']}:{number}", "threadId": thread_id, "forId": step["id"], "type": "image", **picture}
        for step in steps
        for number, picture in enumerate(image_elements(step.get("metadata")))
    ]
