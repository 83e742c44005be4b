"""Budgets in the history file."""

import json
import sqlite3
import time
from collections.abc import Sequence

from chat.budgets.budget_store import MAX_COUNTERS, Allowance, Counter, Hold, Limit, Standing
from chat.history.sqlite.store import SqliteStore

_COUNTER = "period = ? AND unit = ? AND scope = ?"


class SqliteBudgetStore:
    """The spending of all people, in the tables `budget_counters`, `budget_holds` and `budget_allowances`.

    Args:
        store: The store that opened the file.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def reserve(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        """See `BudgetStore`."""

        def write(db: sqlite3.Connection) -> Limit | None:
            _release_expired(db)
            for limit in limits:
                row = db.execute(f"SELECT used FROM budget_counters WHERE {_COUNTER}", _key(limit.counter)).fetchone()  # noqa: S608
                if (row["used"] if row else 0) + hold.amount > limit.cap:
                    return limit
            for limit in limits:
                db.execute(
                    """
                    INSERT INTO budget_counters (period, unit, scope, used, reserved, cap) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET
                        used = used + excluded.used, reserved = reserved + excluded.reserved, cap = excluded.cap
                    """,
                    (*_key(limit.counter), hold.amount, hold.amount, limit.cap),
                )
            counters = json.dumps([_key(limit.counter) for limit in limits])
            db.execute(
                "INSERT INTO budget_holds (id, counters, amount, until) VALUES (?, ?, ?, ?)",
                (hold.id, counters, hold.amount, hold.until),
            )
            return None

        return await self._store.run(write)

    async def settle(self, hold_id: str, amount: int) -> None:
        """See `BudgetStore`."""

        def write(db: sqlite3.Connection) -> None:
            hold = db.execute("SELECT * FROM budget_holds WHERE id = ?", (hold_id,)).fetchone()
            if hold is not None:
                _change(db, hold["counters"], amount - hold["amount"], -hold["amount"])
                db.execute("DELETE FROM budget_holds WHERE id = ?", (hold_id,))

        await self._store.run(write)

    async def withdraw(self, hold_id: str) -> None:
        """See `BudgetStore`."""

        def write(db: sqlite3.Connection) -> None:
            hold = db.execute("SELECT * FROM budget_holds WHERE id = ?", (hold_id,)).fetchone()
            if hold is not None:
                _change(db, hold["counters"], -hold["amount"], -hold["amount"])
            db.execute("INSERT OR REPLACE INTO budget_holds VALUES (?, '[]', 0, ?, 1)", (hold_id, int(time.time())))

        await self._store.run(write)

    async def read(self, counters: Sequence[Counter]) -> list[Standing]:
        """See `BudgetStore`."""
        query = f"SELECT * FROM budget_counters WHERE {_COUNTER}"  # noqa: S608

        def find(db: sqlite3.Connection) -> list[Standing]:
            rows = (db.execute(query, _key(counter)).fetchone() for counter in counters)
            return [_standing(row) for row in rows if row is not None]

        return await self._store.run(find)

    async def of_period(self, period: str) -> list[Standing]:
        """See `BudgetStore`."""
        query = "SELECT * FROM budget_counters WHERE period = ? ORDER BY unit, scope LIMIT ?"
        given = (period, MAX_COUNTERS)
        return await self._store.run(lambda db: [_standing(row) for row in db.execute(query, given)])

    async def put_allowance(self, allowance: Allowance) -> None:
        """See `BudgetStore`."""
        query = "INSERT OR REPLACE INTO budget_allowances (owner, usd, tokens, until) VALUES (?, ?, ?, ?)"
        given = (allowance.owner, allowance.usd, allowance.tokens, allowance.until)
        await self._store.run(lambda db: db.execute(query, given))

    async def get_allowance(self, owner: str) -> Allowance | None:
        """See `BudgetStore`."""

        def find(db: sqlite3.Connection) -> Allowance | None:
            row = db.execute("SELECT * FROM budget_allowances WHERE owner = ?", (owner,)).fetchone()
            return Allowance(row["owner"], row["usd"], row["tokens"], row["until"]) if row else None

        return await self._store.run(find)

    async def sweep(self, before: str) -> int:
        """See `BudgetStore`."""

        def write(db: sqlite3.Connection) -> int:
            db.execute("DELETE FROM budget_allowances WHERE until < ?", (time.time(),))
            db.execute("DELETE FROM budget_holds WHERE expired = 1 AND until < ?", (time.time() - 86_400,))
            return db.execute("DELETE FROM budget_counters WHERE period < ?", (before,)).rowcount

        return await self._store.run(write)


def _release_expired(db: sqlite3.Connection) -> None:
    """Release what dead servers reserved; a call of theirs that is settled after all then counts in addition."""
    expired = "SELECT * FROM budget_holds WHERE expired = 0 AND until < ?"
    for hold in db.execute(expired, (time.time(),)).fetchall():
        _change(db, hold["counters"], -hold["amount"], -hold["amount"])
        db.execute("UPDATE budget_holds SET expired = 1, amount = 0 WHERE id = ?", (hold["id"],))


def _change(db: sqlite3.Connection, counters: str, used: int, reserved: int) -> None:
    for key in json.loads(counters):
        db.execute(
            f"UPDATE budget_counters SET used = used + ?, reserved = reserved + ? WHERE {_COUNTER}",  # noqa: S608
            (used, reserved, *key),
        )


def _key(counter: Counter) -> tuple[str, str, str]:
    return counter.period, counter.unit, counter.scope


def _standing(row: sqlite3.Row) -> Standing:
    return Standing(Counter(row["period"], row["unit"], row["scope"]), row["used"], row["reserved"], row["cap"])
