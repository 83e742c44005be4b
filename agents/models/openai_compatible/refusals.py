"""What the refusals of servers with OpenAI's chat API mean; each server has words of its own."""

import json
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
_BAD_KEY = ("api key not valid", "api_key_invalid", "invalid_api_key", "incorrect api key")  # Gemini answers 400
_BUSY = ("rate limit", "rate_limit", "overloaded", "engine_overloaded", "resource_exhausted")
_BROKEN = ("tool_use_failed", "failed to call a function", "failed to parse tool call")  # Groq, vLLM: ask again
_BUSY_STATUSES = (429, 498, 503, 529)  # 498 is Groq's, 529 Anthropic's
_TIMEOUT_STATUSES = (408, 504, 524)  # 524 is Cloudflare's


def is_too_long(text: str) -> bool:
    """Return whether a refusal means that the conversation is too long for the model."""
    return _has(text.lower(), _TOO_LONG)


def failure_in_reply(error: Any) -> Exception:
    """Return the failure that an `error` in the middle of a reply means."""
    text = json.dumps(error).lower()
    details = error if isinstance(error, dict) else {}
    if is_too_long(text):
        return ContextWindowOverflowException("the conversation is too long")
    codes = {str(details.get(name)) for name in ("code", "status", "status_code")}
    if codes & set(map(str, _BUSY_STATUSES)) or _has(text, _BUSY):
        return ModelThrottledException("throttled in the middle of a reply")
    if codes & set(map(str, _TIMEOUT_STATUSES)):
        return ModelTimedOut()
    return ReplyBrokenOff()


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
    if status in _BUSY_STATUSES:
        return ModelThrottledException("the server is busy")
    if status in _TIMEOUT_STATUSES:
        return ModelTimedOut()
    if status >= 500 or _has(text, _BROKEN):
        return ReplyBrokenOff()
    if status == 401 or _has(text, _BAD_KEY):
        return UserFacingError(
            "The key was refused at {place}; put a valid one into the parameter openai_compatible_key.",
            code=code,
            place=place,
        )
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


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)
