"""Which models on Bedrock cache the beginning of a prompt, and where its cache points stand.

A cache point is ignored where the text before it is shorter than the model's minimum, and an entry lives for five
minutes after its last use (Amazon Bedrock user guide, "Prompt caching for faster model inference").
"""

import re
from typing import Any, Literal

from botocore.exceptions import ClientError
from strands.models import CacheConfig

CachingFamily = Literal["claude", "nova"]

# From the table of supported models in the guide. Nova 2 is not in it, and deployments of custom models are not.
_FAMILIES: tuple[tuple[CachingFamily, re.Pattern[str]], ...] = (
    ("claude", re.compile(r"anthropic\.claude-(3-7-sonnet|3-5-haiku|(opus|sonnet|haiku)-(?!3))")),
    ("nova", re.compile(r"amazon\.nova-(micro|lite|pro|premier)-v1")),
)
_POINT = {"cachePoint": {"type": "default"}}
_REFUSALS = ("did not allow prompt caching", "extraneous key [cachePoint]")


def caching_family(model_id: str) -> CachingFamily | None:
    """Return the family by whose rules a model caches; None if it does not."""
    if "custom-model-deployment" in model_id:
        return None
    return next((family for family, pattern in _FAMILIES if pattern.search(model_id)), None)


def cache_config(family: CachingFamily) -> CacheConfig:
    """Return the configuration by which strands sets cache points: Nova refuses one behind the tools."""
    return CacheConfig(strategy="anthropic", system_prompt_ttl=True, tools_ttl=family == "claude")


def mark_earlier_prompt(request: dict[str, Any]) -> dict[str, Any]:
    """Set a cache point behind the user's message before the last one, where that of the request before stood.

    Claude looks for an entry in the blocks before a cache point; Nova looks at the cache points alone.
    """
    messages = list(request["messages"])
    earlier = [number for number, message in enumerate(messages) if message["role"] == "user"][-2:-1]
    for number in earlier:
        messages[number] = {**messages[number], "content": [*messages[number]["content"], _POINT]}
    return {**request, "messages": messages}


def refuses_cache_points(refusal: ClientError) -> bool:
    """Return whether Bedrock refuses a request because of its cache points."""
    return any(words in str(refusal) for words in _REFUSALS)


def without_cache_points(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request without its cache points."""
    changed = {**request, "system": _without(request["system"])}
    changed["messages"] = [{**message, "content": _without(message["content"])} for message in request["messages"]]
    if "toolConfig" in request:
        changed["toolConfig"] = {**request["toolConfig"], "tools": _without(request["toolConfig"]["tools"])}
    return changed


def _without(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [block for block in blocks if "cachePoint" not in block]
