"""The saved state of the local AWS APIs: users, groups and parameters."""

from __future__ import annotations

import secrets
import string
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from infra.local.aws_apis.parameters import DEFAULT_MODEL, SEEDED_MODELS, default_parameters
from infra.local.aws_apis.policy import make_password
from infra.local.storage import write_private

Status = Literal["FORCE_CHANGE_PASSWORD", "CONFIRMED", "UNCONFIRMED", "RESET_REQUIRED"]
ADMINS, TEACHERS = "admins", "teachers"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the user pool."""

    name: str
    description: str = ""
    role_arn: str | None = None
    precedence: int | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A user of the pool. `sub` owns the history, so it is saved."""

    username: str
    sub: str
    attributes: dict[str, str]
    status: Status
    password: str | None
    enabled: bool
    groups: list[str]
    created: datetime
    modified: datetime
    authenticator: str = ""  # the secret of an authenticator app
    code_required: bool = False
    last_step: int = 0  # of the last code from the app


@dataclass(frozen=True, slots=True)
class ParameterVersion:
    """One version of an SSM parameter."""

    name: str
    version: int
    value: str
    type: str
    modified: datetime
    description: str | None = None
    allowed_pattern: str | None = None
    key_id: str | None = None
    data_type: str = "text"
    tier: str | None = None
    policies: str | None = None
    labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token in force, so that a session outlives a restart."""

    token: str
    client_id: str
    username: str
    origin: str
    scope: str = ""
    auth_time: int = 0


@dataclass(frozen=True, slots=True)
class CloudState:
    """The whole state; ids without their region, which may change between runs."""

    pool: str
    client_id: str
    groups: list[Group]
    users: list[User]
    parameters: list[ParameterVersion]
    refresh_tokens: list[RefreshToken] = field(default_factory=list)
    client_secret: str = ""
    callback_urls: list[str] = field(default_factory=list)  # beside those of the application itself
    logout_urls: list[str] = field(default_factory=list)


def fresh_state(default_model: str) -> CloudState:
    """A pool with two people in it, each with a temporary password, and every parameter at its default."""
    now = datetime.now(UTC)
    parameters = [
        ParameterVersion(name, 1, value, "String", now) for name, value in default_parameters(default_model).items()
    ]
    return CloudState(
        pool=_random(string.ascii_letters + string.digits, 9),
        client_id=_random(string.ascii_lowercase + string.digits, 26),
        groups=[
            Group(ADMINS, "May open the administration pages"),
            Group(TEACHERS, "See how many learners find a topic hard, and never who"),
        ],
        users=[
            _new_user("alice", "Alice Archer", [ADMINS], now),
            _new_user("bob", "Bob Baker", [], now),
        ],
        parameters=parameters,
        client_secret=secrets.token_urlsafe(32),
    )


def follow_credentials(state: CloudState, default_model: str) -> CloudState:
    """Returns the state with the default model for the current credentials, unless one was chosen."""
    versions = [version for version in state.parameters if version.name == DEFAULT_MODEL]
    if [version.version for version in versions] != [1] or versions[0].value not in SEEDED_MODELS:
        return state
    parameters = [
        replace(version, value=default_model) if version.name == DEFAULT_MODEL else version
        for version in state.parameters
    ]
    return replace(state, parameters=parameters)


class StateFile:
    """The state as one JSON file, replaced in one step and readable by its owner only."""

    _format = TypeAdapter(CloudState)

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved: CloudState | None = None

    def load(self) -> tuple[CloudState | None, str | None]:
        """The saved state, and a sentence for a person when there was one that cannot be read."""
        try:
            self._saved = self._format.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return None, None
        except ValidationError:
            aside = self._path.with_name(f"{self._path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}")
            self._path.rename(aside)
            return None, (
                f"The saved users and parameters in {self._path} could not be read: "
                f"they were moved to {aside.name} and new ones were made."
            )
        return self._saved, None

    def save(self, state: CloudState) -> None:
        """Writes the state if it differs from what was written last."""
        if state != self._saved:
            write_private(self._path, self._format.dump_json(state, indent=2))
            self._saved = state


def _new_user(username: str, name: str, groups: list[str], now: datetime) -> User:
    return User(
        username=username,
        sub=str(uuid.uuid4()),
        attributes={"name": name, "email": f"{username}@example.com", "email_verified": "true"},
        status="FORCE_CHANGE_PASSWORD",
        password=make_password(),
        enabled=True,
        groups=groups,
        created=now,
        modified=now,
    )


def _random(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
