"""Ten concurrent people, each of whom reads their own data only. `make bench` does this for a minute."""

from chat.history.store import ConversationStore
from tests.bench.hammer import PEOPLE, hammer

ROUNDS = 3  # each person has three conversations then, and all kinds of calls were made


async def test_ten_people_at_once(store: ConversationStore) -> None:
    done = await hammer(store, seconds=600, rounds=ROUNDS)
    assert sum(done.values()) == PEOPLE * ROUNDS
    assert set(done) == {"rename", "delete", "search", "list", "read"}
