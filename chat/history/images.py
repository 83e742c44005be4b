"""The pictures of answers: stored in the metadata of their step, and shown by the page as images only."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agents.events import Image
from chat.history.step_metadata import PICTURES, read_metadata


def image_metadata(images: Sequence[Image]) -> dict[str, object]:
    """Return the metadata that stores these pictures."""
    return {PICTURES: [{"name": image.name, "svg": image.svg} for image in images]} if images else {}


def image_elements(metadata: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return Chainlit's image elements for the pictures in a step's metadata."""
    return [
        {
            "name": picture["name"],
            # A data URL: in an image nothing of the SVG can run or load.
            "url": f"data:image/svg+xml;base64,{base64.b64encode(picture['svg'].encode()).decode()}",
            "mime": "image/svg+xml",
            "display": "inline",
            "size": "large",
        }
        for picture in (metadata or {}).get(PICTURES) or ()
    ]


def elements_of_steps(thread_id: str, steps: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return Chainlit's elements for the pictures of a stored conversation, each with the id of its step."""
    return [
        {"id": f"{step['id']}:{number}", "threadId": thread_id, "forId": step["id"], "type": "image", **picture}
        for step in steps
        for number, picture in enumerate(image_elements(read_metadata(step)))
    ]
