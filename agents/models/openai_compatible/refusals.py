"""What the refusals of servers with OpenAI's chat API mean; each server has words of its own."""

import json
import re
from collections.abc import Mapping
from typing import Any

from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException

from agents.documents.attachments import no_sight
from agents.errors import SENTENCES, ModelTimedOut, ReplyBrokenOff, UserFacingError
from agents.user_messages import TranslatableText

# The server in a comment is the one that says so; several gateways pass the words of others on.
_TOO_LONG = (
    "maximum context length",  # OpenAI, vLLM, DeepSeek, Mistral
    "context_length_exceeded",
    "context length",  # LM Studio
    "context limit",  # Anthropic: "input length and `max_tokens` exceed context limit"
    "context window",  # litellm, Groq
    "contextwindowexceeded",  # litellm's type
    "context size",  # llama.cpp
    "exceed_context_size",
    "prompt is too long",  # Anthropic, Fireworks
    "input is too long",  # Bedrock
    "too many tokens",  # Cohere
    "input token count",  # Gemini: "The input token count (…) exceeds the maximum number of tokens allowed"
    "maximum prompt length",  # xAI
    "maximum model length",  # vLLM
    "max_model_len",
    "exceed model maximum",
    "must have less than",  # text-generation-inference
    "`max_new_tokens` must be <=",
    "reduce the length of the messages",  # Cerebras, Groq
    "request too large for model",  # Groq
    "longer than the model's context",  # SGLang
)
_NO_SUCH_MODEL = (
    "invalid model name",  # litellm
    "is not a valid model id",  # OpenRouter
    "invalid model:",  # Mistral
    "model not exist",  # DeepSeek
    "model_not_found",
    "no such model",
    "unknown model",
    "deploymentnotfound",  # Azure
)
_NO_QUOTA = ("insufficient_quota", "billing_hard_limit_reached")  # OpenAI
_NO_CREDIT = (
    "insufficient balance",  # DeepSeek
    "insufficient credits",  # OpenRouter
    "credit balance is too low",  # Anthropic
)
_BAD_KEY = (
    "api key not valid",  # Gemini
    "incorrect api key",  # xAI
    "api_key_invalid",
    "invalid_api_key",
    "no_db_connection",  # litellm, which looks for every other key than its own in a database
)
_BUSY = ("rate limit", "rate_limit", "overloaded", "engine_overloaded", "resource_exhausted")
_BROKEN = ("tool_use_failed", "failed to call a function", "failed to parse tool call")  # Groq, vLLM: ask again
_BUSY_STATUSES = (429, 498, 503, 529)  # 498 is Groq's, 529 Anthropic's
_TIMEOUT_STATUSES = (408, 504, 524)  # 524 is Cloudflare's


_OPTIONAL = ("temperature", "max_tokens", "max_completion_tokens", "stream_options")
_LENGTHS = {"max_tokens", "max_completion_tokens"}
_OBJECTIONS = (
    "support",
    "unrecognized",
    "not permitted",
    "not allowed",
    "unknown",
    "unexpected",
    "too large",
    "must be",
)


def is_too_long(text: str) -> bool:
    """Return whether a refusal means that the conversation is too long for the model."""
    return _has(text.lower(), _TOO_LONG)


def refused_parameters(status: int, body: str, request: Mapping[str, Any]) -> set[str]:
    """Return the parameters of a request that the server refuses, if it can do without them.

    Reasoning models refuse a temperature, small models the length of an answer, old servers the usage.
    """
    if status not in (400, 422):
        return set()
    text = body.lower()
    optional = {name for name in _OPTIONAL if name in request}
    if is_too_long(text):
        blames_length = "max_tokens" in text or "max_completion_tokens" in text or "in the completion" in text
        return optional & _LENGTHS if blames_length else set()
    try:
        param = str(json.loads(body)["error"]["param"])
    except (ValueError, LookupError, TypeError):
        param = ""
    if param in optional:
        return {param}
    if not _has(text, _OBJECTIONS):
        return set()
    return {name for name in optional if re.search(rf"\b{name}\b", text)}


def failure_in_reply(
    error: Any, place: TranslatableText | None = None, absent: TranslatableText | None = None
) -> Exception:
    """Return the failure that an `error` inside a reply means.

    Args:
        error: The error, whatever its type.
        place: The name of the server in a sentence; None where a request cannot be refused inside a reply.
        absent: What to do when the server does not have the model.
    """
    text = json.dumps(error)
    status = _status(error) or (429 if _has(text.lower(), _BUSY) else 500)
    if place is not None and absent is not None:
        return refusal(status, text, place, absent)
    if is_too_long(text):
        return ContextWindowOverflowException("the conversation is too long")
    return _temporary(status) or ReplyBrokenOff()


def refusal(status: int, body: str, place: TranslatableText, absent: TranslatableText) -> Exception:
    """Return the failure that an HTTP status other than 200 means.

    Args:
        status: The status.
        body: The body.
        place: The name of the server in a sentence.
        absent: What to do when the server does not have the model.
    """
    text, code = body.lower(), f"http_{status}"
    if _has(text, _NO_QUOTA):
        return UserFacingError("The account of the parameter openai_compatible_key has no quota left.", code=code)
    if _has(text, _NO_CREDIT) or status == 402:
        return UserFacingError(
            "The account at {place} has no credit left; top it up, or choose another model.", code=code, place=place
        )
    if status == 413 or is_too_long(text):
        return ContextWindowOverflowException("the conversation is too long")
    if temporary := _temporary(status):
        return temporary
    if status >= 500 or _has(text, _BROKEN):
        return ReplyBrokenOff()
    if status == 401 or _has(text, _BAD_KEY):
        return UserFacingError(
            "The key was refused at {place}; put a valid one into the parameter openai_compatible_key.",
            code=code,
            place=place,
        )
    cannot = text if "support" in text else ""
    if "image" in cannot or "vision" in cannot:
        return no_sight()
    if "tool" in cannot:
        return UserFacingError(SENTENCES["no_tools"], code=code)
    if status == 404 or _has(text, _NO_SUCH_MODEL) or ("model" in text and "does not exist" in text):
        return UserFacingError("This model was not found at {place}; {remedy}.", code=code, place=place, remedy=absent)
    if status == 403:
        return UserFacingError(
            "The key has no access to this model at {place}; choose another model.", code=code, place=place
        )
    if status < 400:
        return UserFacingError(
            "The reply at {place} points elsewhere; put the final address there.", code=code, place=place
        )
    if "image" in text or "vision" in text:
        return no_sight()
    if "tool" in text:
        return UserFacingError(SENTENCES["no_tools"], code=code)
    return UserFacingError(
        "The request was refused at {place}; try to put the question differently.", code=code, place=place
    )


def _temporary(status: int) -> Exception | None:
    if status in _BUSY_STATUSES:
        return ModelThrottledException("the server is busy")
    return ModelTimedOut() if status in _TIMEOUT_STATUSES else None


def _status(error: Any) -> int:
    """Return the HTTP status that an error names, or 0."""
    details = error if isinstance(error, dict) else {}
    named = (str(details.get(name)) for name in ("code", "status", "status_code"))
    return next((int(value) for value in named if value.isascii() and value.isdigit() and len(value) == 3), 0)


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)
