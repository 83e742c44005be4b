"""The live parameters, which stand under /teachers_assistant/{environment}/ in SSM."""

import asyncio
import logging
import math
import re
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from agents import budgets, personal_data, pricing
from agents.aws import AwsSession, endpoint_is_overridden, error_code
from agents.budgets import Budgets
from agents.mcp_servers import SECRET_PREFIX, McpServer, parse_servers
from agents.pricing import LIST_PRICES, Price
from agents.ssrf import AddressRefused, check_url

logger = logging.getLogger(__name__)
_now = time.monotonic

FRESH_SECONDS = 20.0
_MAX_WAIT_SECONDS = 2.0
_FIRST_MAX_WAIT_SECONDS = 10.0  # without values a question would go to another model than the operator's
_LOG_INTERVAL_SECONDS = 60.0
_PLACEHOLDER = "my-"
_FAMILIES = ("claude", "nova", "other")
_SWITCH = {"on": True, "off": False}
_GUARDRAIL = "bedrock_guardrail_id"
UNUSABLE_GUARDRAIL = "unusable"  # Bedrock refuses it: without a good guardrail nothing is asked
# Amazon Bedrock API reference, GuardrailStreamConfiguration
_GUARDRAIL_ID = r"[a-z0-9]+|arn:aws(-[a-z-]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+"
_GUARDRAIL_VERSION = r"[1-9][0-9]{0,7}|DRAFT"
_SECRET = "openai_compatible_key"  # noqa: S105 - a name, not a secret
_NOT_SHOWN = (
    _SECRET,
    "budgets",
    "local_guardrail_rules",
    "mcp_servers",
    "model_prices",
    "prompt_caching",
)  # values that no sentence may hold

# The ids of models behind a parameter, and the parameters that each of them needs.
SAGEMAKER = "sagemaker"
OPENAI_COMPATIBLE = "openai_compatible"
_REQUIRED = {
    SAGEMAKER: ("sagemaker_model_endpoint",),
    OPENAI_COMPATIBLE: ("openai_compatible_url", "openai_compatible_model"),
}


@dataclass(frozen=True, slots=True)
class ParameterValues:
    """The values in force.

    Args:
        default_model_id: The model when the learner has chosen none; None lets the credentials decide.
        temperature: How freely the models word their answers.
        max_results: How many facts of the memory a search returns at most.
        min_score: The score from 0 to 1 that a fact must reach.
        sagemaker_model_endpoint: The operator's own model on SageMaker.
        sagemaker_model_inference_component: Its inference component.
        bedrock_custom_model_deployment_arn: The operator's own model on Bedrock.
        bedrock_custom_model_family: The family of that model, which its ARN does not show.
        openai_compatible_url: The base address of a server with OpenAI's chat API.
        openai_compatible_model: The model to ask there.
        openai_compatible_key: The key to it.
        strands_knowledge_base_id: The knowledge base that searches facts.
        xgboost_model_endpoint: The loan model.
        history_retention_days: How long a message is kept after it was written; None is for ever.
        model_prices: The prices of tokens by model id, where they differ from the list prices.
        budgets: What people may spend on models.
        prompt_caching: Whether models on Bedrock cache what they have read.
        bedrock_guardrail_id: The guardrail of every call of a model on Bedrock; None is no guardrail.
        bedrock_guardrail_version: Its version.
        local_guardrail_rules: The names of the rules that mask personal data in what any model is sent.
        sharing: Whether people may let others read their conversations by a link.
        mcp_servers: The servers whose tools specialists get.
        mcp_secrets: The secrets of these servers, by the names of their parameters.
        problems: A sentence for each stored value that cannot be used.
    """

    default_model_id: str | None = None
    temperature: float = 0.3
    max_results: int = 9
    min_score: float = 0.000001
    sagemaker_model_endpoint: str | None = None
    sagemaker_model_inference_component: str | None = None
    bedrock_custom_model_deployment_arn: str | None = None
    bedrock_custom_model_family: str = "other"
    openai_compatible_url: str | None = None
    openai_compatible_model: str | None = None
    openai_compatible_key: str | None = field(default=None, repr=False)
    strands_knowledge_base_id: str | None = None
    xgboost_model_endpoint: str | None = None
    history_retention_days: int | None = None
    model_prices: Mapping[str, Price] = field(default_factory=dict)
    budgets: Budgets = field(default_factory=Budgets)
    prompt_caching: bool = True
    bedrock_guardrail_id: str | None = None
    bedrock_guardrail_version: str = "DRAFT"
    local_guardrail_rules: tuple[str, ...] = ()
    sharing: bool = True
    mcp_servers: tuple[McpServer, ...] = ()
    mcp_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[str, ...] = ()

    def price(self, model_id: str) -> Price | None:
        """Return the price of a model's tokens, if it is known."""
        return self.model_prices.get(model_id) or LIST_PRICES.get(model_id)


def _text(value: str) -> str:
    if not value or len(value) > 2048 or any(character.isspace() for character in value):
        raise ValueError("a name without spaces")
    return value


def _between(low: float, high: float) -> Callable[[str], float]:
    def parse(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            raise ValueError(f"a number from {low:g} to {high:g}")
        return number

    return parse


def _whole(most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= most:
            raise ValueError(f"a whole number from 1 to {most}")
        return int(value)

    return parse


def _family(value: str) -> str:
    if value not in _FAMILIES:
        raise ValueError(f"one of {', '.join(_FAMILIES)}")
    return value


def _switch(value: str) -> bool:
    if value not in _SWITCH:
        raise ValueError(f"one of {', '.join(_SWITCH)}")
    return _SWITCH[value]


def _guardrail_id(value: str) -> str:
    if len(value) > 2048 or not re.fullmatch(_GUARDRAIL_ID, value):
        raise ValueError("a guardrail's id or ARN")
    return value


def _guardrail_version(value: str) -> str:
    if not re.fullmatch(_GUARDRAIL_VERSION, value):
        raise ValueError("a guardrail's version, such as 1 or DRAFT")
    return value


def _url(value: str) -> str:
    try:
        return check_url(value)
    except AddressRefused as error:
        raise ValueError(f"usable: {error}") from None


def _key(value: str) -> str:
    if len(value) > 2048 or not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("a key without spaces")
    return value


_PARSERS: dict[str, Callable[[str], object]] = {
    "default_model_id": _text,
    "temperature": _between(0, 1),
    "max_results": _whole(100),
    "min_score": _between(0, 1),
    "sagemaker_model_endpoint": _text,
    "sagemaker_model_inference_component": _text,
    "bedrock_custom_model_deployment_arn": _text,
    "bedrock_custom_model_family": _family,
    "openai_compatible_url": _url,
    "openai_compatible_model": _text,
    "openai_compatible_key": _key,
    "strands_knowledge_base_id": _text,
    "xgboost_model_endpoint": _text,
    "history_retention_days": _whole(3650),
    "model_prices": pricing.parse_prices,
    "budgets": budgets.parse_budgets,
    "prompt_caching": _switch,
    "bedrock_guardrail_id": _guardrail_id,
    "bedrock_guardrail_version": _guardrail_version,
    "local_guardrail_rules": personal_data.parse_rules,
    "sharing": _switch,
    "mcp_servers": parse_servers,
}


def read_values(
    stored: Mapping[str, str], last_good: ParameterValues, secure: Collection[str] | None = None
) -> ParameterValues:
    """Parse the stored texts; a value that cannot be used keeps its last good one and becomes a problem.

    Args:
        stored: The texts by name.
        last_good: The values in force so far.
        secure: The names that are stored as a SecureString; None if that is not known.
    """
    values: dict[str, Any] = {}
    problems = []
    for name, parse in _PARSERS.items():
        text = stored.get(name, "").strip()
        if not text or text.startswith(_PLACEHOLDER):
            continue
        try:
            values[name] = parse(text)
        except ValueError as error:
            values[name] = getattr(last_good, name)
            if name == _GUARDRAIL and values[name] in (None, UNUSABLE_GUARDRAIL):
                values[name] = UNUSABLE_GUARDRAIL
                problems.append(f"The parameter {name} is not {error}; no model on Bedrock is asked until it is.")
                continue
            kept = "the built-in choice" if values[name] is None else values[name]
            kept = "the last good one" if name in _NOT_SHOWN else kept
            problems.append(f"The parameter {name} is not {error}; {kept} stays in force.")
    if secure is not None and _SECRET in values and _SECRET not in secure:
        problems.append(f"The parameter {_SECRET} is stored in plain text; store it as a SecureString.")
    values["mcp_secrets"], faults = _read_secrets(stored, values.get("mcp_servers", ()), secure)
    problems += faults
    default = values.get("default_model_id", "")
    for name in _REQUIRED.get(default, ()):
        if values.get(name) is None:
            values["default_model_id"] = None
            problems.append(f"The parameter default_model_id is {default}, but {name} is not set.")
    return ParameterValues(**values, problems=tuple(problems))


def _read_secrets(
    stored: Mapping[str, str], servers: Sequence[McpServer], secure: Collection[str] | None
) -> tuple[dict[str, str], list[str]]:
    """Return the secrets that the servers use, and a sentence for each that cannot be used."""
    secrets, problems = {}, []
    for name in sorted({server.secret for server in servers if server.secret}):
        text = stored.get(name, "").strip()
        if not text:
            problems.append(f"The parameter {name} is not set, and a server of mcp_servers needs it.")
        elif secure is not None and name not in secure:
            problems.append(f"The parameter {name} is stored in plain text and not used; store it as a SecureString.")
        elif len(text) > 2048 or not text.isascii() or not text.isprintable():
            problems.append(f"The parameter {name} is no secret that can be sent in one line.")
        else:
            secrets[name] = text
    return secrets, problems


class Parameters:
    """Reads the parameters at most every 20 seconds, and bounds how long a question waits for them.

    Args:
        region: The region of the parameters.
        environment: The set of them, such as `dev`.
        aws: The session to share; None makes one.
    """

    def __init__(self, region: str, environment: str, aws: AwsSession | None = None) -> None:
        self._aws = aws or AwsSession(region)
        self._path = f"/teachers_assistant/{environment}/"
        self._values = ParameterValues()
        self._client: Any = None
        self._stale_at = float("-inf")
        self._reachable = True
        self._was_read = False
        self._unconfigured = False
        self._logged_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._unknown: frozenset[str] = frozenset()
        self._secure: set[str] = set()

    async def current(self) -> ParameterValues:
        """Return the values in force; while SSM fails, these are the last good ones."""
        if _now() >= self._stale_at and (self._reading is None or self._reading.done()):
            self._stale_at = _now() + FRESH_SECONDS
            self._reading = asyncio.create_task(self._read())
        if self._reading is not None and not self._reading.done():
            # After a failure no question waits any longer; reading goes on in the background.
            max_wait = _MAX_WAIT_SECONDS if self._was_read else _FIRST_MAX_WAIT_SECONDS
            _, slow = await asyncio.wait({self._reading}, timeout=max_wait if self._reachable else 0)
            if slow:
                self._reachable = False
        return self._values

    @property
    def state(self) -> Literal["read", "unreachable", "not configured"]:
        """The result of the last attempt to read them."""
        return "not configured" if self._unconfigured else "read" if self._reachable else "unreachable"

    async def _read(self) -> None:
        try:
            stored = await asyncio.to_thread(self._fetch)
        except (BotoCoreError, ClientError) as error:
            self._reachable = False
            self._log_unreachable(error)
            return
        self._reachable = self._was_read = True
        if stored is None:
            if not self._unconfigured:
                logger.warning("parameters_not_configured", extra={"in_force": "defaults"})
            self._unconfigured = True
            return
        unknown = frozenset(name for name in stored if not name.startswith(SECRET_PREFIX)) - set(_PARSERS)
        if unknown - self._unknown:
            logger.warning("parameters_unknown", extra={"names": sorted(unknown - self._unknown)})
        self._unknown |= unknown
        values = read_values(stored, self._values, self._secure)
        if values.problems and values.problems != self._values.problems:
            logger.warning("parameters_unusable", extra={"problems": list(values.problems)})
        self._values = values

    def _fetch(self) -> dict[str, str] | None:
        if self._client is None:
            self._client = self._connect()
        if self._client is None:
            return None
        stored: dict[str, str] = {}
        secure: set[str] = set()
        pages = self._client.get_paginator("get_parameters_by_path").paginate(Path=self._path, WithDecryption=True)
        for page in pages:
            for parameter in page["Parameters"]:
                name = parameter["Name"].removeprefix(self._path)
                stored[name] = parameter["Value"]
                if parameter["Type"] == "SecureString":
                    secure.add(name)
        self._secure = secure
        return stored

    def _connect(self) -> Any:
        if not self._aws.has_credentials() and not endpoint_is_overridden("ssm"):
            return None
        config = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 1})
        return self._aws.emulable_client("ssm", config)

    def _log_unreachable(self, error: BotoCoreError | ClientError) -> None:
        if _now() - self._logged_at > _LOG_INTERVAL_SECONDS:
            self._logged_at = _now()
            reason = error_code(error) if isinstance(error, ClientError) else type(error).__name__
            logger.warning("parameters_unreachable", extra={"reason": reason, "in_force": "last good values"})
