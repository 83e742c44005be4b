"""Ten concurrent people, each of whom reads their own data only. `make bench` does this for a minute."""

from chat.history.store import ConversationStore
from tests.bench.hammer import PEOPLE, hammer


async def test_ten_people_at_once(store: ConversationStore) -> None:
    done = await hammer(store, seconds=600, rounds=5)
    assert sum(done.values()) == PEOPLE * 5
