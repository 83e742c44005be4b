"""The signing load balancer, for the tests of the gate."""

from tests.chat.identity.conftest import alb, endpoint, groups, keys

__all__ = ["alb", "endpoint", "groups", "keys"]
