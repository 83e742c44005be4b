"""The prices of tokens, as far as they are known."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.events import Usage

_MILLION = 1_000_000
_FORMAT = 'JSON such as {"model id": {"input": 0.33, "output": 2.75}}, in USD per million tokens'


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens."""

    input: float
    output: float


# List prices, on demand, for the `us.` inference profiles: aws.amazon.com/bedrock/pricing, January 2026.
# The profiles of Nova 2 and Claude 4.5 that stay in one geography cost a tenth more than the global ones.
LIST_PRICES: Mapping[str, Price] = {
    "us.amazon.nova-2-lite-v1:0": Price(0.33, 2.75),
    "us.amazon.nova-pro-v1:0": Price(0.80, 3.20),
    "us.anthropic.claude-haiku-4-5-20251001-v1:0": Price(1.10, 5.50),
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0": Price(3.30, 16.50),
}


def cost(price: Price | None, usages: Iterable[Usage]) -> float | None:
    """Return the cost in USD, or None if the price is not known.

    Tokens read from or written to a cache count as any other input, which never gives far too little.
    """
    if price is None:
        return None
    total = 0.0
    for usage in usages:
        read = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
        total += read * price.input + usage.output_tokens * price.output
    return total / _MILLION


def parse_prices(text: str) -> Mapping[str, Price]:
    """Parse a table of prices.

    Raises:
        ValueError: It is no such table; the message says what it must be.
    """
    try:
        table = json.loads(text)
    except ValueError:
        raise ValueError(_FORMAT) from None
    if not isinstance(table, dict):
        raise ValueError(_FORMAT)
    return {str(model): _price(entry) for model, entry in table.items()}


def _price(entry: Any) -> Price:
    if not isinstance(entry, dict) or set(entry) != {"input", "output"}:
        raise ValueError(_FORMAT)
    for number in entry.values():
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < math.inf:
            raise ValueError(_FORMAT)
    return Price(float(entry["input"]), float(entry["output"]))
