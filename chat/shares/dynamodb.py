"""Shares in the history table."""

from chat.history.dynamodb.client import ConditionFailed, Item
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import SHARE, WITH_PREFIX, item_key, owner_key, share_item, share_link_key
from chat.shares.share_store import Share


class DynamoShareStore:
    """The shares of all people, as items `share#…` beside their owner's conversations.

    Each has a second item, which a link finds. It names the owner and the conversation only, so it counts for nothing
    when the share itself is gone or has another link.

    Args:
        store: The conversations, in whose table they are.
    """

    def __init__(self, store: DynamoStore) -> None:
        self._client = store.client

    async def put(self, owner: str, share: Share, *, was: str | None) -> bool:
        """See `ShareStore`."""
        build, key = self._client.build_update, item_key(owner, share_item(share.thread_id))
        own: Item = {"thread": share.thread_id, "token": share.token_hash, "at": share.made_at}
        own["record"] = share.to_json()
        if was is None:
            writes = [build(key, put=own, condition="attribute_not_exists(#item)")]
        else:
            writes = [build(key, put=own, condition="#token = :was", was=was)]
        if was != share.token_hash:
            link = {"to": owner, "thread": share.thread_id}
            writes.append(build(share_link_key(share.token_hash), put=link))
        try:
            await self._client.transact(writes)
        except ConditionFailed:
            # The SDK repeats a write whose response was lost: what is there then is what was written.
            kept = await self.get(owner, share.thread_id)
            return kept == share
        if was not in (None, share.token_hash):
            await self._client.write_all(deletes=[share_link_key(was)])
        return True

    async def get(self, owner: str, thread_id: str) -> Share | None:
        """See `ShareStore`."""
        item = await self._client.get(item_key(owner, share_item(thread_id)))
        return _share(item) if item else None

    async def get_all(self, owner: str) -> list[Share]:
        """See `ShareStore`."""
        found = self._client.query(WITH_PREFIX, _shares_of(owner))
        shares = [_share(item) async for item in found]
        return sorted(shares, key=lambda share: (share.made_at, share.thread_id), reverse=True)

    async def find(self, token_hash: str) -> tuple[str, Share] | None:
        """See `ShareStore`."""
        link = await self._client.get(share_link_key(token_hash))
        share = await self.get(link["to"], link["thread"]) if link else None
        return (link["to"], share) if link and share and share.token_hash == token_hash else None

    async def remove(self, owner: str, thread_id: str) -> bool:
        """See `ShareStore`."""
        share = await self.get(owner, thread_id)
        if share is not None:
            await self._delete(owner, [share])
        return share is not None

    async def erase(self, owner: str) -> int:
        """See `ShareStore`."""
        shares = await self.get_all(owner)
        await self._delete(owner, shares)
        return len(shares)

    async def _delete(self, owner: str, shares: list[Share]) -> None:
        # The links first: while a share is there, a deletion that failed half way is tried again as a whole.
        await self._client.write_all(deletes=[share_link_key(share.token_hash) for share in shares])
        await self._client.write_all(deletes=[item_key(owner, share_item(share.thread_id)) for share in shares])


def _shares_of(owner: str) -> Item:
    return {"owner": owner_key(owner), "item": SHARE}


def _share(item: Item) -> Share:
    return Share.from_json(item["thread"], item["token"], item["record"])
