"""Counts the tokens of requests as Bedrock documents its prompt cache.

The prefix of a cache point is the tools, the system prompt and the messages before it, in this order. It is written if
it has the model's minimum of tokens, and read for five minutes after its last use. Claude also finds what was written
up to 20 blocks before a cache point; Nova does not (Amazon Bedrock user guide, "Prompt caching for faster model
inference").
"""

import json
from typing import Any

TTL = 300.0
LOOK_BACK = 20  # blocks


class PromptCache:
    """The cache of one model.

    Args:
        minimum: Tokens that a prefix must have.
        looks_back: Whether it finds what was written before a cache point.

    Attributes:
        now: The time in seconds.
    """

    def __init__(self, minimum: int, *, looks_back: bool) -> None:
        self.now = 0.0
        self._minimum = minimum
        self._looks_back = looks_back
        self._used: dict[str, float] = {}  # prefix and its last use

    def count(self, request: dict[str, Any]) -> tuple[int, int, int]:
        """Return the tokens of a request that are neither read nor written, those that are read, and those written."""
        prefix, tokens = "", 0
        prefixes: list[tuple[str, int]] = []
        points: list[int] = []
        for block in _blocks(request):
            if "cachePoint" in block:
                points.append(len(prefixes) - 1)
                continue
            text = json.dumps(block, sort_keys=True)
            prefix, tokens = prefix + text, tokens + len(text) // 4
            prefixes.append((prefix, tokens))
        looked_at = {
            number
            for point in points
            for number in range(point - (LOOK_BACK if self._looks_back else 0), point + 1)
            if number >= 0
        }
        known = [number for number in looked_at if self.now - self._used.get(prefixes[number][0], -TTL - 1) <= TTL]
        read = max((prefixes[number][1] for number in known), default=0)
        written = [number for number in points if prefixes[number][1] >= self._minimum]
        for number in {*written, *known}:
            self._used[prefixes[number][0]] = self.now
        end = max((prefixes[number][1] for number in written), default=read)
        return tokens - max(end, read), read, max(0, end - read)


def _blocks(request: dict[str, Any]) -> list[dict[str, Any]]:
    tools = request.get("toolConfig", {}).get("tools", [])
    return [*tools, *request.get("system", []), *(block for one in request["messages"] for block in one["content"])]
