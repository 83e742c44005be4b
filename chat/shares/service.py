"""Makes, changes and withdraws the shares of a person, and finds what a link leads to."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chat.history.store import StoreError
from chat.history.timestamps import utc_now
from chat.i18n.language import translate
from chat.shares.share_store import Share, SharedMessage, ShareStore, hash_token

logger = logging.getLogger(__name__)

MAX_SHARES = 50  # of one person
TOKEN_BYTES = 32  # random; 43 characters in a link


class ShareRefused(Exception):
    """A conversation cannot be shared.

    Args:
        sentence: Why, in the language of the person.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ShareContent:
    """What a share is to show; see `Share`."""

    title_digest: str
    is_cut: bool
    messages: Sequence[SharedMessage]


class Shares:
    """The shares of all people; as `PersonalData` it returns and erases those of one person.

    Args:
        store: Keeps them.
    """

    name = "shares"

    def __init__(self, store: ShareStore) -> None:
        self._store = store

    async def make(self, owner: str, thread_id: str, content: ShareContent, *, with_files: bool) -> str:
        """Share a conversation of the owner's, and return the secret part of its link, which is kept nowhere.

        Raises:
            ShareRefused: It is shared already, or too many conversations are.
            StoreError: The store failed.
        """
        if len(await self._store.get_all(owner)) >= MAX_SHARES:
            raise ShareRefused(
                translate("You share {limit} conversations; withdraw a link to share another.", limit=MAX_SHARES)
            )
        token, now = secrets.token_urlsafe(TOKEN_BYTES), utc_now()
        share = Share(
            thread_id=thread_id,
            token_hash=hash_token(token),
            made_at=now,
            updated_at=now,
            with_files=with_files,
            title_digest=content.title_digest,
            is_cut=content.is_cut,
            messages=tuple(content.messages),
        )
        if not await self._store.put(owner, share, was=None):
            raise ShareRefused(translate("This conversation is shared already."))
        _record(owner, thread_id, "make")
        return token

    async def update(self, owner: str, share: Share, content: ShareContent, *, with_files: bool) -> None:
        """Let the link of a share show the conversation as it is now.

        Raises:
            StoreError: The store failed, or the share was changed or withdrawn meanwhile.
        """
        changed = replace(
            share,
            updated_at=utc_now(),
            with_files=with_files,
            title_digest=content.title_digest,
            is_cut=content.is_cut,
            messages=tuple(content.messages),
        )
        if not await self._store.put(owner, changed, was=share.token_hash):
            raise StoreError("changed meanwhile")
        _record(owner, share.thread_id, "update")

    async def withdraw(self, owner: str, thread_id: str) -> bool:
        """Let the link of a conversation lead nowhere; return whether there was one."""
        withdrawn = await self._store.remove(owner, thread_id)
        if withdrawn:
            _record(owner, thread_id, "withdraw")
        return withdrawn

    async def get(self, owner: str, thread_id: str) -> Share | None:
        """Return the share of a conversation; None if the owner shares no such conversation."""
        return await self._store.get(owner, thread_id)

    async def get_all(self, owner: str) -> list[Share]:
        """Return the shares of a person, the one that was made last first."""
        return await self._store.get_all(owner)

    async def find(self, token: str) -> tuple[str, Share] | None:
        """Return the owner and the share of a link; None if there is no such link."""
        return await self._store.find(hash_token(token))

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        return [
            {
                "conversation": share.thread_id,
                "madeAt": share.made_at,
                "updatedAt": share.updated_at,
                "withFiles": share.with_files,
                "messages": [message.id for message in share.messages if message.digest],
            }
            for share in await self._store.get_all(owner)
        ]

    async def erase(self, owner: str) -> int:
        """See `PersonalData`."""
        return await self._store.erase(owner)


def _record(owner: str, thread_id: str, action: str) -> None:
    logger.info("share_changed", extra={"by": owner, "conversation": thread_id, "action": action})
