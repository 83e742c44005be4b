"""What a link shows: the messages of a share as they stand in the conversation now, as long as they are unchanged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup

from agents.specialists import BY_NAME
from chat.history.images import image_elements
from chat.history.step import StepRecord
from chat.history.step_metadata import AttachmentRecord, attachment_records, read_metadata
from chat.history.store import ConversationStore, Thread
from chat.share_pages.selection import digest, is_question, message_digest
from chat.shares.share_store import Share
from chat.teaching_pages.card_text import page_html
from chat.ui.display_names import title

LINK = "/shared"
_HEADING = re.compile(r"(</?h)([1-6])>")
_HEADINGS_ABOVE = 2  # of the page itself
_OWN_LINK = re.compile(r'<a href="(?!https?:|mailto:)[^"]*"[^>]*>(.*?)</a>', re.S)


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of a question: its name, and where it is downloaded."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message of the page.

    Args:
        kind: `question`, `answer`, `private` for what rests on memory, or `changed` for what is not as it was.
        text: A question, as it was typed.
        html: An answer.
        who: The titles of the specialists.
        pictures: Name and data URL of each picture.
        files: The files of a question.
    """

    kind: str
    text: str = ""
    html: Markup = field(default_factory=Markup)
    who: Sequence[str] = ()
    pictures: Sequence[tuple[str, str]] = ()
    files: Sequence[SharedFile] = ()


async def read_steps(store: ConversationStore, owner: str, share: Share) -> list[StepRecord | None]:
    """Return the step of each message of a share; None for one that is left out, gone or changed."""
    by_id = {step["id"]: step for step in await store.get_steps(owner, share.thread_id)}

    def unchanged(step: StepRecord | None, known: str) -> StepRecord | None:
        return step if step is not None and known and message_digest(step) == known else None

    return [unchanged(by_id.get(message.id), message.digest) for message in share.messages]


def shown_title(thread: Thread, share: Share) -> str:
    """Return the title of the conversation; empty if it is not shown, or another one now."""
    name = thread.name or ""
    return name if name and digest(name) == share.title_digest else ""


def message_views(share: Share, steps: Sequence[StepRecord | None], token: str) -> list[MessageView]:
    """Return the messages of the page; neighbours that are not shown for the same reason are one.

    Args:
        share: The share.
        steps: What `read_steps` returned.
        token: The secret part of the link, which the addresses of files begin with.
    """
    return list(_joined(share, steps, token))


def _joined(share: Share, steps: Sequence[StepRecord | None], token: str) -> Iterator[MessageView]:
    before = ""
    for message, step in zip(share.messages, steps, strict=True):
        if step is not None:
            view = _question(step, share, token) if is_question(step) else _answer(step, message.specialists)
        else:
            view = MessageView(kind="changed" if message.digest else "private")
        if step is not None or view.kind != before:
            yield view
        before = view.kind


def _question(step: StepRecord, share: Share, token: str) -> MessageView:
    records = attachment_records(step) if share.with_files else []
    files = [SharedFile(record["name"], file_url(token, record)) for record in records]
    return MessageView(kind="question", text=step.get("output") or "", files=files)


def _answer(step: StepRecord, specialists: Sequence[str]) -> MessageView:
    html = _HEADING.sub(
        lambda found: f"{found[1]}{min(6, int(found[2]) + _HEADINGS_ABOVE)}>", page_html(step.get("output") or "")
    )
    html = _OWN_LINK.sub(r"\1", html)  # a passage of a file, or a remembered fact, opens for its owner alone
    who = [title(name, BY_NAME[name].title) for name in specialists if name in BY_NAME]
    pictures = [(picture["name"], picture["url"]) for picture in image_elements(read_metadata(step))]
    return MessageView(kind="answer", html=Markup(html), who=who, pictures=pictures)  # noqa: S704 (the renderer escapes)


def file_url(token: str, record: AttachmentRecord) -> str:
    """Return the path of a file of a share."""
    return f"{LINK}/{token}/{record['id']}/{quote(record['name'], safe='')}"


def find_file(steps: Sequence[StepRecord | None], file_id: str, name: str) -> bool:
    """Tell whether a question that is shown has this file."""
    records = [record for step in steps if step is not None for record in attachment_records(step)]
    return any(record["id"] == file_id and record["name"] == name for record in records)
