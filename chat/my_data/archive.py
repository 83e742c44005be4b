"""All data of one person as one ZIP of JSON and Markdown."""

import asyncio
import json
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import IO, Any

from chat.attachments.service import AttachmentService
from chat.history.step import StepRecord, is_message
from chat.history.step_metadata import attachment_records
from chat.history.store import ConversationStore, Thread
from chat.history.write_queue import WriteQueue
from chat.my_data.personal_data import PersonalData

_PAGE = 100
_MAX_IN_MEMORY = 8 * 1024 * 1024  # bytes; a larger archive goes to a temporary file
_SPEAKERS = {"user_message": "You", "assistant_message": "Teacher's Assistant"}
_READ_ME = """\
# Your data

- `conversations/*.md`: your conversations, to be read
  (where you asked a question again, every version of it is there, in the order in which you asked)
- `conversations/*.json`: the same with every step, rating and date, to be used by a program
- `conversations/*/`: the files that you attached to them
- the other JSON files: what else is kept of you
"""


async def build_archive(
    owner: str,
    store: ConversationStore,
    writer: WriteQueue,
    personal_data: Sequence[PersonalData],
    attachments: AttachmentService,
) -> IO[bytes]:
    """Build the archive, one conversation at a time.

    Args:
        owner: The person.
        store: The conversations.
        writer: The pending writes.
        personal_data: The other data of the person.
        attachments: The files attached to questions.

    Returns:
        The archive, to be read from its beginning and closed.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_MAX_IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.md", _READ_ME)
            for data in personal_data:
                archive.writestr(f"{data.name}.json", _json(await data.read(owner)))
            number = 0
            async for thread in iterate_threads(owner, store):
                number += 1
                await writer.flush(thread.id)
                steps = await store.get_steps(owner, thread.id)
                place = f"conversations/{number:05}{_slug(thread.name)}"
                await asyncio.to_thread(_add, archive, place, thread, steps)
                records = {record["id"]: record for step in steps for record in attachment_records(step)}
                for each, record in enumerate(records.values(), 1):
                    content = await attachments.content(owner, thread.id, record["id"])
                    if content is not None:
                        await asyncio.to_thread(archive.writestr, f"{place}/{each:02}-{record['name']}", content)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


async def iterate_threads(owner: str, store: ConversationStore) -> AsyncIterator[Thread]:
    """Yield every conversation of a person, the most recently active first."""
    cursor = None
    while True:
        page = await store.list_threads(owner, limit=_PAGE, cursor=cursor)
        for thread in page.threads:
            yield thread
        cursor = page.cursor
        if cursor is None:
            return


def _add(archive: zipfile.ZipFile, name: str, thread: Thread, steps: list[StepRecord]) -> None:
    facts = {
        "id": thread.id,
        "name": thread.name,
        "createdAt": thread.created_at,
        "activeAt": thread.active_at,
        "tags": thread.tags,
        "metadata": thread.metadata,
        "versions": [
            {"questions": [each.question for each in group], "shown": next(e.question for e in group if e.rest is None)}
            for group in thread.versions.groups
        ],
        "steps": steps,
    }
    archive.writestr(f"{name}.json", _json(facts))
    archive.writestr(f"{name}.md", format_markdown(thread, steps).encode("utf-8", "replace"))


def format_markdown(thread: Thread, steps: list[StepRecord]) -> str:
    """Return a conversation as Markdown."""
    parts = [f"# {thread.name or 'Conversation'}", f"Begun {thread.created_at}"]
    for step in filter(is_message, steps):
        parts.append(f"## {_SPEAKERS.get(step['type'], 'Note')}{_version(thread, step)}")
        parts.append(step.get("output") or "")
        if "feedback" in step:
            rated = "helpful" if step["feedback"]["value"] else "not helpful"
            parts.append(f"*You rated this {rated}.* {step['feedback']['comment'] or ''}".strip())
    return "\n\n".join(parts) + "\n"


def _version(thread: Thread, step: StepRecord) -> str:
    for group in thread.versions.groups:
        for number, version in enumerate(group, 1):
            if version.question == step["id"]:
                shown = ", which is shown" if version.rest is None else ""
                return f" (version {number} of {len(group)}{shown})"
    return ""


def _json(content: Any) -> str:
    return json.dumps(content, indent=2)


def _slug(name: str | None) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", (name or "").lower()).strip("-")[:40].strip("-")
    return f"-{slug}" if slug else ""
