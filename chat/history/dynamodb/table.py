"""The DynamoDB table: its keys, its index, and its creation.

All items of one person are under one partition key, so that one query reads them and no key names another person's
item. The sort key puts the steps of a conversation after the conversation:

    owner                item
    owner#<sub>          thread#<thread>#                          the conversation
    owner#<sub>          thread#<thread>#step#<step>#              a step
    owner#<sub>          thread#<thread>#step#<step>#<version>#1   a part of a step that is too large for one item
    owner#<sub>          usage#<day>#<model>                       what the person used of a model on a day
    usage#<day>          <sub>#<model>                             the same, by day for the administrator's view
    owner#<sub>          fact#<fact>                               a remembered fact
    owner#<sub>          passage#<file>#<number>                   a passage of a file
    owner#<sub>          learning#<event>                          what the person learned: an event of their log
    owner#<sub>          class#<week>#<topic>                      whether the person is counted in the next line
    class#<week>         <topic>                                   how many people struggle; it holds no owner
    owner#<sub>          saved#<question>                          a question that the person keeps to ask it again
    owner#<sub>          budget_allowance                          what the person may spend beyond a budget
    owner#<sub>          share#<thread>                            what the link to a conversation shows
    share#<hash>         link                                      whose it is, by the hash of the link's secret part
    budget#<period>#<unit>  person#<sub> or everyone               what was spent in a day or month
    budget#holds#<part>  <hold>                                    what is reserved while a model is called
    server               note#<name>                               a note of the server

`by_activity` is a local index, not a global one: its reads are consistent, so a list never shows a conversation that
was just deleted. The price is DynamoDB's limit of 10 GB for one person. Three kinds of items have its key, `active`:

    <moment>#<thread>            a conversation, by its latest activity
    ~<thread>#<position>         a message, by its position in its conversation
    ~!<thread>#<position>        any other step; an older version wrote them without this key, so a conversation says in
                                 `indexed_from` from which position on all its steps have it

A conversation whose questions have several versions says in `versions` which positions are shown.
"""

from typing import Any
from urllib.parse import quote

INDEX = "by_activity"
SERVER = "server"
LEARNING = "learning#"  # the beginning of the sort keys of a learner's events
CLASS = "class#"  # the beginning of the sort keys of what says where a learner is counted
SAVED = "saved#"  # the beginning of the sort keys of saved questions
SHARE = "share#"  # the beginning of the sort keys of shares
MESSAGES = "~"  # the beginning of `active` of messages, which sorts after every moment
WITH_PREFIX = "#owner = :owner AND begins_with(#item, :item)"  # the items of an owner whose sort key begins so
_WORK = MESSAGES + "!"  # the same of other steps: no quoted id begins with the second character
_DIGITS = 16  # of a position: microseconds until the year 2286
SCHEMA_VERSION = 1
HOLD_PARTITIONS = 4  # over which reservations are spread by the first character of their ids


def owner_key(owner: str) -> str:
    """Return the partition key of a person."""
    return f"owner#{owner}"


def item_key(owner: str, item: str) -> dict[str, str]:
    """Return the key of an item of a person."""
    return {"owner": owner_key(owner), "item": item}


def thread_item(thread_id: str) -> str:
    """Return the sort key of a conversation, which is also the prefix of those of its steps."""
    return f"thread#{quote(thread_id, safe='')}#"


def step_item(thread_id: str, step_id: str) -> str:
    """Return the sort key of a step, which is also the prefix of those of its parts."""
    return f"{thread_item(thread_id)}step#{quote(step_id, safe='')}#"


def message_activity(thread_id: str, position: int) -> str:
    """Return the index key of a message."""
    return f"{MESSAGES}{quote(thread_id, safe='')}#{position:0{_DIGITS}}"


def work_activity(thread_id: str, position: int) -> str:
    """Return the index key of a step that is no message."""
    return f"{_WORK}{quote(thread_id, safe='')}#{position:0{_DIGITS}}"


def usage_item(day: str, model: str) -> str:
    """Return the sort key of what a person used of a model on a day."""
    return f"usage#{day}#{quote(model, safe='')}"


def usage_key(day: str, owner: str, model: str) -> dict[str, str]:
    """Return the key of the same entry in the partition of the day."""
    return {"owner": f"usage#{day}", "item": f"{quote(owner, safe='')}#{quote(model, safe='')}"}


def learning_item(event_id: str) -> str:
    """Return the sort key of an event of a learner."""
    return f"{LEARNING}{quote(event_id, safe='')}"


def class_mark_item(week: str, topic: str) -> str:
    """Return the sort key of what says whether a person is counted."""
    return f"{CLASS}{week}#{quote(topic, safe='')}"


def saved_item(question_id: str) -> str:
    """Return the sort key of a saved question."""
    return f"{SAVED}{quote(question_id, safe='')}"


def share_item(thread_id: str) -> str:
    """Return the sort key of the share of a conversation."""
    return f"{SHARE}{quote(thread_id, safe='')}"


def share_link_key(token_hash: str) -> dict[str, str]:
    """Return the key of what a link leads to."""
    return {"owner": f"{SHARE}{token_hash}", "item": "link"}


def class_count_key(week: str, topic: str) -> dict[str, str]:
    """Return the key of how many people struggle with a topic."""
    return {"owner": f"{CLASS}{week}", "item": quote(topic, safe="")}


def counter_key(period: str, unit: str, scope: str) -> dict[str, str]:
    """Return the key of what a person, or everyone, has spent in a day or month."""
    return {"owner": f"budget#{period}#{unit}", "item": quote(scope, safe="#")}


def hold_key(hold_id: str) -> dict[str, str]:
    """Return the key of a reservation, whose id begins with a hexadecimal digit."""
    return {"owner": f"budget#holds#{int(hold_id[0], 16) % HOLD_PARTITIONS}", "item": hold_id}


def allowance_key(owner: str) -> dict[str, str]:
    """Return the key of what a person may spend beyond their budget."""
    return item_key(owner, "budget_allowance")


def create_table(client: Any, name: str) -> None:
    """Create the table with on-demand capacity, and wait until it is active.

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
