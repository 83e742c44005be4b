"""A check and its finding."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

import httpx
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from infra.aws.config import ConfigError

_Subject = TypeVar("_Subject")
_REFUSALS = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnrecognizedClientException")


class ToDo(Exception):
    """The check failed; the message says what to do."""


class NotAsked(Exception):
    """The check was skipped; the message says why."""


class Verdict(Enum):
    """The result of a check."""

    OK = "ok"
    TO_DO = "to do"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Check(Generic[_Subject]):
    """A check; `ask` returns a sentence for success, or raises `ToDo` or `NotAsked`."""

    name: str
    ask: Callable[[_Subject], str]


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict and sentence of one check."""

    name: str
    verdict: Verdict
    sentence: str

    def __str__(self) -> str:
        """Return one line for the terminal."""
        return f"{self.verdict.value:<10} {self.name:<17} {self.sentence}"


def examine(subject: _Subject, checks: Iterable[Check[_Subject]]) -> Iterator[Finding]:
    """Run every check, whatever the others found."""
    for check in checks:
        yield _finding(check, subject)


def _finding(check: Check[_Subject], subject: _Subject) -> Finding:
    try:
        return Finding(check.name, Verdict.OK, check.ask(subject))
    except ToDo as sentence:
        return Finding(check.name, Verdict.TO_DO, str(sentence))
    except NotAsked as reason:
        return Finding(check.name, Verdict.NOT_ASKED, str(reason))
    except ConfigError:
        return Finding(check.name, Verdict.NOT_ASKED, "the context cannot be deployed; see context.")
    except NoCredentialsError:
        return Finding(check.name, Verdict.NOT_ASKED, "it needs AWS credentials.")
    except ClientError as error:
        return Finding(check.name, Verdict.NOT_ASKED, _refusal(error))
    except BotoCoreError as error:
        return Finding(check.name, Verdict.NOT_ASKED, f"AWS could not be asked ({type(error).__name__}).")
    except httpx.TransportError as error:
        return Finding(check.name, Verdict.TO_DO, f"Nothing answered ({type(error).__name__}): see that it is running.")


def _refusal(error: ClientError) -> str:
    code = error.response.get("Error", {}).get("Code", "")
    if code in _REFUSALS:
        return f"these credentials may not call {error.operation_name}; allow it, or look in the console."
    return f"AWS did not answer {error.operation_name} ({code})."
