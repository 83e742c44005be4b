"""The log of a learner, for the pages that show it."""

from tests.chat.history.conftest import dynamo_store, endpoint, store, table
from tests.chat.teaching.conftest import clock, file_log, learning_store, log

__all__ = ["clock", "dynamo_store", "endpoint", "file_log", "learning_store", "log", "store", "table"]
