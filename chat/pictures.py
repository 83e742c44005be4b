"""Pictures of an answer: kept with the step they belong to, shown as images and nothing else."""

import base64
from collections.abc import Iterable, Sequence
from typing import Any

import chainlit as cl
from chainlit.element import ElementDict

from agents.events import Image
from chat.history.store import Record

KEY = "pictures"
"""Where a step's metadata holds its pictures."""


def kept(images: Sequence[Image]) -> dict[str, object]:
    """Return the metadata that keeps these pictures."""
    return {KEY: [{"name": image.name, "svg": image.svg} for image in images]} if images else {}


def elements(images: Sequence[Image]) -> list[Any]:
    """Return what Chainlit shows."""
    return [
        cl.Image(name=image.name, url=_address(image.svg), mime="image/svg+xml", display="inline", size="large")
        for image in images
    ]


def again(thread_id: str, steps: Iterable[Record]) -> list[ElementDict]:
    """Return the pictures of a conversation that is opened again."""
    found: list[ElementDict] = []
    for step in steps:
        for number, picture in enumerate((step.get("metadata") or {}).get(KEY) or ()):
            found.append(
                ElementDict(
                    id=f"{step['id']}:{number}",
                    threadId=thread_id,
                    forId=step["id"],
                    type="image",
                    name=picture["name"],
                    url=_address(picture["svg"]),
                    mime="image/svg+xml",
                    display="inline",
                    size="large",
                )
            )
    return found


def _address(svg: str) -> str:
    """Return an address that holds the picture itself; in an image nothing in it can run or load."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
