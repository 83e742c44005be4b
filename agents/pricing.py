"""The prices of tokens, as far as they are known."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.events import Usage
from agents.json_text import parse_json

_MILLION = 1_000_000
_MAX_PRICE = 1_000_000  # of a million tokens; with more, sums would no longer be exact
NANO = 1_000_000_000  # budgets count in billionths of a dollar, so that sums are exact
_FORMAT = (
    'JSON such as {"model id": {"input": 0.33, "output": 2.75, "cache_read": 0.0825, "cache_write": 0.33}}, in USD per '
    "million tokens; the prices of the cache may be left out"
)


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens.

    Args:
        input: Tokens read.
        output: Tokens written.
        cache_read: Tokens read from the provider's cache; None is the price of any other input.
        cache_write: Tokens written to the provider's cache; None as above.
    """

    input: float
    output: float
    cache_read: float | None = None
    cache_write: float | None = None

    def of(self, usage: Usage) -> float:
        """Return the cost of a usage in USD."""
        read = self.input if self.cache_read is None else self.cache_read
        written = self.input if self.cache_write is None else self.cache_write
        total = usage.input_tokens * self.input + usage.output_tokens * self.output
        return (total + usage.cache_read_tokens * read + usage.cache_write_tokens * written) / _MILLION

    def at_most(self, input_tokens: int, output_tokens: int) -> int:
        """Return the most that a call can cost, in billionths of a dollar, wherever its input is read or written."""
        dearest = max(self.input, self.cache_read or 0, self.cache_write or 0)
        return to_nano((input_tokens * dearest + output_tokens * self.output) / _MILLION)


# List prices, on demand, for the `us.` inference profiles: aws.amazon.com/bedrock/pricing, January 2026.
# The profiles of Nova 2 and Claude 4.5 that stay in one geography cost a tenth more than the global ones.
# Claude 4.5: platform.claude.com/docs/en/about-claude/pricing has the global ones, of the cache too (read at a tenth of
# the price of input, written for five minutes at a quarter more); LiteLLM's model_prices_and_context_window.json
# (commit 00035b69) has these very profiles.
# Nova Pro: the same file has input and output, swfte.com/blog/amazon-nova-pro-pricing (May 2026) the price of reading
# the cache. Nothing was found of the price of writing it: it counts as input, as AWS names none of its own.
# Nova 2 Lite: several public tables of others have this input and output, some have less. The cache has no price that
# could be confirmed, so its tokens count as input, and it is not used.
LIST_PRICES: Mapping[str, Price] = {
    "us.amazon.nova-2-lite-v1:0": Price(0.33, 2.75),
    "us.amazon.nova-pro-v1:0": Price(0.80, 3.20, 0.20, 0.80),
    "us.anthropic.claude-haiku-4-5-20251001-v1:0": Price(1.10, 5.50, 0.11, 1.375),
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0": Price(3.30, 16.50, 0.33, 4.125),
}


def cost(price: Price | None, usages: Sequence[Usage]) -> float | None:
    """Return the cost in USD, or None if the price is not known, or the server reports no tokens."""
    if price is None or (usages and all(usage.tokens == 0 for usage in usages)):
        return None
    return sum(price.of(usage) for usage in usages)


def saved(price: Price | None, usages: Sequence[Usage]) -> float:
    """Return what a cache has saved in USD, less what writing to it has cost more; 0 if that is not known."""
    if price is None:
        return 0.0
    plain = (
        Usage((), each.input_tokens + each.cache_read_tokens + each.cache_write_tokens, each.output_tokens)
        for each in usages
    )
    return sum(price.of(each) for each in plain) - sum(price.of(each) for each in usages)


def to_nano(dollars: float) -> int:
    """Return an amount in billionths of a dollar, rounded up."""
    return math.ceil(round(dollars * NANO, 3))


def parse_prices(text: str) -> Mapping[str, Price]:
    """Parse a table of prices.

    Raises:
        ValueError: It is no such table; the message says what it must be.
    """
    try:
        table = parse_json(text)
    except ValueError:
        raise ValueError(_FORMAT) from None
    if not isinstance(table, dict):
        raise ValueError(_FORMAT)
    return {str(model): _price(entry) for model, entry in table.items()}


def _price(entry: Any) -> Price:
    if not isinstance(entry, dict) or not {"input", "output"} <= set(entry) <= set(Price.__slots__):
        raise ValueError(_FORMAT)
    for number in entry.values():
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= _MAX_PRICE:
            raise ValueError(_FORMAT)
    return Price(**{name: float(number) for name, number in entry.items()})
