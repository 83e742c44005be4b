"""The stores that keep what a person can download and erase."""

from tests.chat.history.conftest import dynamo_store, endpoint, store, table

__all__ = ["dynamo_store", "endpoint", "store", "table"]
