"""The port to wherever shares are kept."""

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SharedMessage:
    """A message that a share shows, without its text.

    Args:
        id: The id of its step.
        digest: Of what is shown of it; empty for a message that is left out because it rests on memory.
        specialists: The names of the specialists who worked on an answer.
    """

    id: str
    digest: str = ""
    specialists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a link to a conversation shows. It holds no copy of a text: a message that has changed is not shown.

    Args:
        thread_id: The conversation.
        token_hash: Of the secret part of the link, which itself is kept nowhere.
        made_at: ISO 8601, UTC; when the link was made.
        updated_at: ISO 8601, UTC; the moment up to which the conversation is shown.
        with_files: Whether the files of its questions can be downloaded.
        title_digest: Of the title that is shown; empty if none is.
        is_cut: Whether the conversation begins before the first message.
        messages: The messages in their order.
    """

    thread_id: str
    token_hash: str
    made_at: str
    updated_at: str
    with_files: bool
    title_digest: str
    is_cut: bool
    messages: tuple[SharedMessage, ...]

    def to_json(self) -> str:
        """Return the record that a store keeps, without what it has in its key."""
        messages = [[each.id, each.digest, *each.specialists] for each in self.messages]
        record = {
            "made": self.made_at,
            "updated": self.updated_at,
            "files": self.with_files,
            "title": self.title_digest,
            "cut": self.is_cut,
            "messages": messages,
        }
        return json.dumps(record, separators=(",", ":"))

    @staticmethod
    def from_json(thread_id: str, token_hash: str, record: str) -> "Share":
        """Return the share of a record that `to_json` made."""
        kept = json.loads(record)
        return Share(
            thread_id=thread_id,
            token_hash=token_hash,
            made_at=kept["made"],
            updated_at=kept["updated"],
            with_files=kept["files"],
            title_digest=kept["title"],
            is_cut=kept["cut"],
            messages=tuple(SharedMessage(each[0], each[1], tuple(each[2:])) for each in kept["messages"]),
        )


def hash_token(token: str) -> str:
    """Return the hash by which a link is found: of a random token, so that it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class ShareStore(Protocol):
    """Keeps the shares of all people, one a conversation. Every call raises `StoreError` when the store fails."""

    async def put(self, owner: str, share: Share, *, was: str | None) -> bool:
        """Write the share of a conversation.

        Args:
            owner: The owner of the conversation.
            share: The share.
            was: The `token_hash` of the share that it replaces; None if there is none.

        Returns:
            False, and nothing is written, if the share that is there is another.
        """
        ...

    async def get(self, owner: str, thread_id: str) -> Share | None:
        """Return the share of a conversation; None if the owner shares no such conversation."""
        ...

    async def get_all(self, owner: str) -> list[Share]:
        """Return the shares of a person, the one that was made last first."""
        ...

    async def find(self, token_hash: str) -> tuple[str, Share] | None:
        """Return the owner and the share of a link; None if there is no such link."""
        ...

    async def remove(self, owner: str, thread_id: str) -> bool:
        """Delete the share of a conversation for good; return whether there was one."""
        ...

    async def erase(self, owner: str) -> int:
        """Delete all shares of a person for good, and return how many there were."""
        ...
