"""Chainlit's data layer has the methods that are implemented, and no other abstract one."""

import inspect

import pytest

from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/data_layer.py")


@pytest.mark.guard
def test_every_abstract_method_is_implemented() -> None:
    layer = CHAINLIT.load("chat.chainlit_adapter.data_layer").DataLayer
    missing = sorted(layer.__abstractmethods__)
    CHAINLIT.require(not missing, f"a data layer without the abstract methods {missing}")


@pytest.mark.guard
def test_methods_take_the_arguments_that_chainlit_passes() -> None:
    layer = CHAINLIT.load("chat.chainlit_adapter.data_layer").DataLayer
    base = CHAINLIT.find("chainlit.data.base:BaseDataLayer")
    for name in sorted(base.__abstractmethods__):
        theirs = list(inspect.signature(getattr(base, name)).parameters)
        ours = list(inspect.signature(inspect.unwrap(getattr(layer, name))).parameters)
        CHAINLIT.require(ours == theirs, f"a BaseDataLayer.{name} of {ours}")


@pytest.mark.guard
def test_chainlit_has_the_records_that_are_built() -> None:
    CHAINLIT.require_parameters("chainlit.data.utils:queue_until_user_message")
    for name, fields in {
        "ThreadDict": {"id", "createdAt", "name", "userId", "userIdentifier", "tags", "metadata", "steps", "elements"},
        "PageInfo": {"hasNextPage", "startCursor", "endCursor"},
        "Pagination": {"first", "cursor"},
        "ThreadFilter": {"feedback", "search"},
        "Feedback": {"forId", "value", "threadId", "comment"},
    }.items():
        found = set(inspect.get_annotations(CHAINLIT.find(f"chainlit.types:{name}")))
        CHAINLIT.require(fields <= found, f"the fields {sorted(fields - found)} of {name}")
