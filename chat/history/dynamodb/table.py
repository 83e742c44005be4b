"""The table: its keys, its index, and making it where there is none.

Everything of one person lies under one partition key, so that one query reads it, and what is another's cannot be
named. The sort key puts a conversation's steps behind the conversation:

    owner                item
    owner#<sub>          thread#<thread>#                          the conversation
    owner#<sub>          thread#<thread>#step#<step>#              a step
    owner#<sub>          thread#<thread>#step#<step>#<version>#1   the rest of a step that is too large for one item
    server               note#<name>                               what the server remembers for itself

`by_activity` is a local index, not a global one: it is read consistently, so that a list never shows what was just
deleted. The price is DynamoDB's limit of 10 GB for one person. Its key, `active`, only two kinds of items have:

    <moment>#<thread>            a conversation, by its latest activity
    ~<thread>#<position>         a message, by its place in its conversation
"""

from typing import Any
from urllib.parse import quote

INDEX = "by_activity"
SERVER = "server"
MESSAGES = "~"  # begins what stands behind every moment
SCHEMA_VERSION = 1


def owner_key(owner: str) -> str:
    """The partition of a person."""
    return f"owner#{owner}"


def thread_item(thread_id: str) -> str:
    """The sort key of a conversation, and the beginning of those of its steps."""
    return f"thread#{quote(thread_id, safe='')}#"


def step_item(thread_id: str, step_id: str) -> str:
    """The sort key of a step, and the beginning of those of its parts."""
    return f"{thread_item(thread_id)}step#{quote(step_id, safe='')}#"


def message_activity(thread_id: str, position: int | str = "") -> str:
    """Where a message stands in the index, behind all conversations, or the beginning of those of its conversation."""
    return f"{MESSAGES}{quote(thread_id, safe='')}#{position}"


def create_table(client: Any, name: str) -> None:
    """Make the table, on demand, and wait until it is there.

    Args:
        client: A boto3 client of DynamoDB.
        name: The table's name.
    """
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=_keys("item"),
        AttributeDefinitions=[
            {"AttributeName": attribute, "AttributeType": "S"} for attribute in ("owner", "item", "active")
        ],
        LocalSecondaryIndexes=[
            {"IndexName": INDEX, "KeySchema": _keys("active"), "Projection": {"ProjectionType": "ALL"}}
        ],
    )
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    client.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})


def _keys(sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": "owner", "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
