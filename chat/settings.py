"""The settings of the chat server: environment variables, read once at start."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from agents.ssrf import LOOPBACK_NAMES
from chat.observability import cpu_quota

_ANSWERS_PER_CPU = 120  # at 50 tokens a second each they take about two thirds of a CPU: `make bench` prints the cost
_MIN_CONCURRENT_ANSWERS = 8
_ARN = re.compile(
    r"arn:(?P<partition>aws|aws-us-gov|aws-cn):elasticloadbalancing:(?P<region>[a-z]{2}(-[a-z]+)+-\d):\d{12}:"
    r"loadbalancer/app/[A-Za-z0-9-]+/[0-9a-f]+"
)

T = TypeVar("T")


class SettingError(Exception):
    """A setting is missing or malformed; the text names it in one line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Configuration of the process. Every field is one environment variable of the same name, in capitals.

    `docs/settings.md` states what each means; a test compares the two.
    """

    host: str
    port: int
    aws_region: str
    teachers_assistant_env: str
    alb_arn: str
    cognito_issuer: str
    cognito_client_id: str
    cognito_domain: str
    public_url: str
    alb_public_keys_url: str
    cognito_jwks_url: str
    history_url: str
    max_concurrent_answers: int
    uploads_bucket: str
    mcp_commands: str
    user_pool_id: str
    provider_groups: tuple[tuple[str, str], ...]
    drain_seconds: float
    otel_exporter_otlp_endpoint: str
    otel_exporter_otlp_protocol: str
    otel_instrumentation_genai_capture_message_content: bool

    @property
    def is_loopback(self) -> bool:
        """Whether people reach this server by a loopback address only."""
        return _is_loopback(self.public_url)


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check every setting.

    Raises:
        SettingError: If one is missing or malformed.
    """
    reader = _EnvironmentReader(environment)
    alb_arn = reader.read("ALB_ARN", _alb_arn)
    issuer = reader.read("COGNITO_ISSUER", _url)
    settings = Settings(
        host=reader.read("HOST", str, "127.0.0.1"),
        port=reader.read("PORT", _up_to(65_535), "8501"),
        aws_region=reader.read("AWS_REGION", _region, "us-east-1"),
        teachers_assistant_env=reader.read("TEACHERS_ASSISTANT_ENV", _name, "dev"),
        alb_arn=alb_arn,
        cognito_issuer=issuer,
        cognito_client_id=reader.read("COGNITO_CLIENT_ID", str),
        cognito_domain=reader.read("COGNITO_DOMAIN", _url),
        public_url=reader.read("PUBLIC_URL", _origin),
        alb_public_keys_url=reader.read("ALB_PUBLIC_KEYS_URL", _url, public_keys_url(alb_arn)),
        cognito_jwks_url=reader.read("COGNITO_JWKS_URL", _url, f"{issuer}/.well-known/jwks.json"),
        history_url=reader.read("HISTORY_URL", _history_url, "sqlite:///.data/history.db"),
        max_concurrent_answers=reader.read(
            "MAX_CONCURRENT_ANSWERS", _up_to(10_000), str(answers_for(cpu_quota.share()))
        ),
        uploads_bucket=reader.read("UPLOADS_BUCKET", _bucket, ""),
        mcp_commands=reader.read("MCP_COMMANDS", _folder, ""),
        user_pool_id=reader.read("USER_POOL_ID", _user_pool, ""),
        provider_groups=reader.read("PROVIDER_GROUPS", _provider_groups, ""),
        drain_seconds=reader.read("DRAIN_SECONDS", _seconds, "100"),
        otel_exporter_otlp_endpoint=reader.read("OTEL_EXPORTER_OTLP_ENDPOINT", _url_or_none, ""),
        otel_exporter_otlp_protocol=reader.read("OTEL_EXPORTER_OTLP_PROTOCOL", _otlp_protocol, "http/protobuf"),
        otel_instrumentation_genai_capture_message_content=reader.read(
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", _captures_content, "false"
        ),
    )
    for name in ("alb_public_keys_url", "cognito_jwks_url", "cognito_domain"):
        _refuse_unsafe_url(name.upper(), getattr(settings, name), settings.is_loopback)
    return settings


def public_keys_url(alb_arn: str) -> str:
    """Return where the ALB of this ARN publishes its signing keys (AWS: "Verify the signature", ELB user guide).

    Args:
        alb_arn: The ARN of an Application Load Balancer.

    Raises:
        SettingError: If it is none.
    """
    match = _ARN.fullmatch(alb_arn)
    if match is None:
        raise SettingError("ALB_ARN is not the ARN of an Application Load Balancer.")
    region = match["region"]
    if match["partition"] == "aws-us-gov":
        return f"https://s3-{region}.amazonaws.com/aws-elb-public-keys-prod-{region}"
    suffix = "amazonaws.com.cn" if match["partition"] == "aws-cn" else "amazonaws.com"
    return f"https://public-keys.auth.elb.{region}.{suffix}"


def answers_for(cpus: float) -> int:
    """Return how many answers are made at once; an event loop uses one CPU at most.

    Args:
        cpus: The CPUs that the process may use.
    """
    return max(_MIN_CONCURRENT_ANSWERS, int(_ANSWERS_PER_CPU * min(cpus, 1.0)))


class _EnvironmentReader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def read(self, name: str, parse: Callable[[str], T], default: str | None = None) -> T:
        text = self._environment.get(name, "").strip() or default
        if text is None:
            raise SettingError(f"{name} is missing; docs/settings.md says what it holds.")
        try:
            return parse(text)
        except ValueError as reason:
            raise SettingError(f"{name} is not usable: {reason}.") from None


def _refuse_unsafe_url(name: str, url: str, loopback: bool) -> None:
    if loopback:
        return
    if urlsplit(url).scheme != "https" or _is_loopback(url):
        raise SettingError(f"{name} must be an https address that is not loopback when PUBLIC_URL is not loopback.")


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in LOOPBACK_NAMES or host.startswith("127.")


def _alb_arn(text: str) -> str:
    if not _ARN.fullmatch(text):
        raise ValueError("it must be the ARN of an Application Load Balancer")
    return text


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("it must be an http(s) address without query or fragment")
    return text.rstrip("/")


def _url_or_none(text: str) -> str:
    return _url(text) if text else ""


def _otlp_protocol(text: str) -> str:
    if text != "http/protobuf":
        raise ValueError("it must be http/protobuf, the only way in which this server sends traces")
    return text


def _captures_content(text: str) -> bool:
    """Read the convention's values; spans are all that is sent, so its other places for content count as none."""
    places = {"true": True, "span_only": True, "span_and_event": True, "event_only": False}
    try:
        return ({"false": False, "no_content": False} | places)[text.lower()]
    except KeyError:
        raise ValueError("it must be true or false") from None


def _origin(text: str) -> str:
    url = _url(text)
    if urlsplit(url).path:
        raise ValueError("it must be an origin, such as https://chat.example.com")
    return url.lower()


def _up_to(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text) if text.isdecimal() else 0
        if not 0 < number <= most:
            raise ValueError(f"it must be a number from 1 to {most}")
        return number

    return read


def _region(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", text):
        raise ValueError("it must be a region such as us-east-1")
    return text


def _name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", text):
        raise ValueError("it must be letters, digits, dots, dashes or underscores")
    return text


def _history_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme == "sqlite" and not parts.netloc and parts.path.removeprefix("/"):
        return text
    if re.fullmatch(r"dynamodb://[A-Za-z0-9_.-]{3,255}", text):
        return text
    raise ValueError("it must be sqlite:///path or dynamodb://table")


def _bucket(text: str) -> str:
    if not re.fullmatch(r"|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", text):
        raise ValueError("it must be the name of an S3 bucket")
    return text


def _user_pool(text: str) -> str:
    if not re.fullmatch(r"|[a-z0-9-]+_[A-Za-z0-9]+", text):
        raise ValueError("it must be the id of a Cognito user pool")
    return text


def _provider_groups(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for each in text.split(",") if text else ():
        theirs, _, own = (part.strip() for part in each.partition("="))
        if not theirs or not re.fullmatch(r"(?!admins$)[\w-]+", own):
            raise ValueError("it must be a list such as Staff=teachers, in which none counts as admins")
        pairs.append((theirs, own))
    return tuple(pairs)


def _folder(text: str) -> str:
    if text and not os.path.isabs(text):
        raise ValueError("it must be the absolute path of a folder")
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("it must be a number of seconds from 0 to 3600")
    return seconds
