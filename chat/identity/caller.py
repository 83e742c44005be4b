"""The verified person behind the request or socket that is being served."""

from contextvars import ContextVar
from dataclasses import dataclass, field

ADMINISTRATORS = "admins"
"""The Cognito group of those who may see and change what concerns everybody."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A person, as the load balancer's signed token states it.

    Attributes:
        sub: Cognito's immutable subject; the owner of every record.
        name: What is shown: the name, else the e-mail address, else the username, else the subject.
        groups: Cognito groups, from a verified access token, and those that a provider's groups count as.
    """

    sub: str
    name: str
    groups: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_administrator(self) -> bool:
        """Whether the person is in the group `admins`."""
        return ADMINISTRATORS in self.groups

    @property
    def is_teacher(self) -> bool:
        """Whether the person is in the group `teachers`."""
        return "teachers" in self.groups


# Set by the authentication middleware for each request and socket; tasks that these start inherit it.
current_caller: ContextVar[Caller] = ContextVar("caller")
