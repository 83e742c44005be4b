"""The people and groups of the user pool, through Cognito's own API."""

import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from botocore.config import Config

from agents.aws import AwsSession, LazyClient, run_blocking

T = TypeVar("T")

PAGE_SIZE = 20
MAX_USERNAME = 128  # characters, as Cognito has it
INVITED = "FORCE_CHANGE_PASSWORD"
_MAX_LISTED = 60  # groups or people in one answer of Cognito
_MAX_GROUPS = 300
_SEARCH = re.compile(r"[^\s\"\\]{1,128}")
_SUBJECT = re.compile(r"[A-Za-z0-9-]{1,128}")
_CONFIG = Config(connect_timeout=3, read_timeout=5, retries={"mode": "standard", "max_attempts": 2})


class DirectoryError(Exception):
    """Cognito refused or did not answer; the text is the name of its exception."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the user pool.

    Attributes:
        username: Cognito's name of the person.
        sub: The immutable subject.
        email: The address; empty without one.
        name: What is shown beside it; may be empty.
        is_enabled: Whether the person may sign in.
        status: Cognito's word, such as `CONFIRMED`, `FORCE_CHANGE_PASSWORD` or `EXTERNAL_PROVIDER`.
    """

    username: str
    sub: str
    email: str
    name: str
    is_enabled: bool
    status: str

    @property
    def is_invited(self) -> bool:
        """Whether the person has not yet chosen a password."""
        return self.status == INVITED


class PeopleDirectory:
    """Reads and changes one user pool.

    Args:
        aws: Makes the client.
        pool_id: The pool.
    """

    def __init__(self, aws: AwsSession, pool_id: str) -> None:
        self._client = LazyClient(aws, "cognito-idp", _CONFIG)
        self._pool = pool_id
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="people")

    def close(self) -> None:
        """Close the connections."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    async def people(self, beginning: str = "", page: str = "") -> tuple[list[Person], str]:
        """Return one page of people, and the token of the next; empty after the last.

        Args:
            beginning: Of the e-mail address; empty lists everybody.
            page: The token of the page; empty for the first.

        Raises:
            DirectoryError: If Cognito refuses.
        """
        if beginning and not _SEARCH.fullmatch(beginning):
            return [], ""
        given = {"Filter": f'email ^= "{beginning}"'} if beginning else {}
        given |= {"PaginationToken": page} if page else {}
        answer = await self._call("list_users", Limit=PAGE_SIZE, **given)
        return [_person(user, "Attributes") for user in answer["Users"]], answer.get("PaginationToken", "")

    async def find(self, username: str) -> Person:
        """Return one person.

        Raises:
            DirectoryError: `UserNotFoundException` if there is none.
        """
        if not 0 < len(username) <= MAX_USERNAME:
            raise DirectoryError("UserNotFoundException")
        return _person(await self._call("admin_get_user", Username=username), "UserAttributes")

    async def find_subject(self, sub: str) -> Person:
        """Return the person with a subject, who may have signed in with another provider.

        `AdminGetUser` takes a subject for a name only where the person signs in with a password.

        Raises:
            DirectoryError: `UserNotFoundException` if there is none.
        """
        found = []
        if _SUBJECT.fullmatch(sub):
            found = (await self._call("list_users", Limit=1, Filter=f'sub = "{sub}"'))["Users"]
        if not found:
            raise DirectoryError("UserNotFoundException")
        return _person(found[0], "Attributes")

    async def groups(self) -> list[str]:
        """Return the names of the groups; those that Cognito makes for an identity provider are left out."""
        own = f"{self._pool}_"
        return [name for name in await self._listed("list_groups", "Groups", _group_name) if not name.startswith(own)]

    async def groups_of(self, person: Person) -> list[str]:
        """Return the names of a person's groups."""
        return await self._listed("admin_list_groups_for_user", "Groups", _group_name, Username=person.username)

    async def invite(self, email: str) -> Person:
        """Create a person, to whom Cognito sends a temporary password.

        Args:
            email: The address, which counts as verified: the password arrives there.
        """
        # In lower case, as people type an address: the pool tells capital letters apart.
        attributes = [{"Name": "email", "Value": email.lower()}, {"Name": "email_verified", "Value": "true"}]
        answer = await self._call(
            "admin_create_user",
            # The pool signs in by e-mail address as well, so Cognito refuses an address as the name.
            Username=f"user-{secrets.token_hex(6)}",
            UserAttributes=attributes,
            DesiredDeliveryMediums=["EMAIL"],
        )
        return _person(answer["User"], "Attributes")

    async def invite_again(self, person: Person) -> None:
        """Send a new temporary password."""
        await self._call("admin_create_user", Username=person.username, MessageAction="RESEND")

    async def disable(self, person: Person) -> None:
        """Let a person sign in no more."""
        await self._call("admin_disable_user", Username=person.username)

    async def sign_out(self, person: Person) -> None:
        """Revoke a person's refresh tokens."""
        await self._call("admin_user_global_sign_out", Username=person.username)

    async def enable(self, person: Person) -> None:
        """Let a person sign in again."""
        await self._call("admin_enable_user", Username=person.username)

    async def add(self, person: Person, group: str) -> None:
        """Put a person into a group."""
        await self._call("admin_add_user_to_group", Username=person.username, GroupName=group)

    async def remove(self, person: Person, group: str) -> None:
        """Take a person out of a group."""
        await self._call("admin_remove_user_from_group", Username=person.username, GroupName=group)

    async def _listed(self, operation: str, field: str, read: Callable[[Any], T], **given: str) -> list[T]:
        found: list[T] = []
        token: dict[str, str] = {}
        while len(found) < _MAX_GROUPS:
            answer = await self._call(operation, Limit=_MAX_LISTED, **given, **token)
            found += [read(entry) for entry in answer[field]]
            if not answer.get("NextToken"):
                break
            token = {"NextToken": answer["NextToken"]}
        return found

    async def _call(self, operation: str, **given: object) -> Any:
        def call() -> Any:
            return getattr(self._client.get(), operation)(UserPoolId=self._pool, **given)

        return await run_blocking(self._threads, call, DirectoryError)


def _group_name(entry: dict[str, Any]) -> str:
    return str(entry["GroupName"])


def _person(user: dict[str, Any], field: str) -> Person:
    attributes: dict[str, str] = {item["Name"]: item.get("Value", "") for item in user.get(field, ())}
    return Person(
        username=user["Username"],
        sub=attributes.get("sub", ""),
        email=attributes.get("email", ""),
        name=attributes.get("name", ""),
        is_enabled=user["Enabled"],
        status=user["UserStatus"],
    )
