"""The cost of an answer."""

import pytest

from agents import pricing
from agents.events import Done, Usage
from agents.models.factory import DEFAULT_BEDROCK, ModelFactory
from agents.parameters import ParameterValues, read_values
from agents.pricing import LIST_PRICES, Price, cost, parse_prices, saved
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.support import ask


def test_cached_tokens_have_prices_of_their_own_or_that_of_input() -> None:
    used = [Usage((), 1_000_000, 100_000), Usage(("m",), 0, 0, cache_read_tokens=500_000, cache_write_tokens=500_000)]
    assert cost(Price(2, 10), used) == pytest.approx(5)
    assert cost(Price(2, 10, 0.2, 2.5), used) == pytest.approx(2 + 1 + 0.1 + 1.25)
    assert cost(None, used) is None
    assert cost(Price(2, 10), [Usage((), 0, 0)]) is None
    assert cost(Price(2, 10), []) == 0
    assert saved(Price(2, 10, 0.2, 2.5), used) == pytest.approx(0.9 - 0.25)
    assert saved(Price(2, 10), used) == saved(None, used) == 0


async def test_every_bedrock_model_of_the_picker_has_a_price(credentials: None) -> None:
    factory = ModelFactory("us-east-1")
    choices = await factory.choices(ParameterValues())
    await factory.close()
    assert {choice.id for choice in choices if choice.provider == "Bedrock"} == set(LIST_PRICES)


def test_parameter_overrides_list_prices() -> None:
    table = '{"mine": {"input": 1, "output": 2.5}, "cached": {"input": 1, "output": 2, "cache_read": 0.1}}'
    values = read_values({"model_prices": table}, ParameterValues())
    assert values.price("mine") == Price(1, 2.5)
    assert values.price("cached") == Price(1, 2, 0.1)
    assert values.price(DEFAULT_BEDROCK) == LIST_PRICES[DEFAULT_BEDROCK]
    assert values.price("embedded") is None


@pytest.mark.parametrize(
    "text",
    [
        "free",
        "[]",
        '{"m": 3}',
        '{"m": {"input": 1}}',
        '{"m": {"input": "1", "output": 2}}',
        '{"m": {"input": -1, "output": 2}}',
        '{"m": {"input": NaN, "output": 2}}',
        '{"m": {"input": 1, "output": 2, "cache": 3}}',
        '{"m": {"input": 1, "output": 2, "cache_read": "0"}}',
        '{"m": {"input": 1e7, "output": 2}}',
        f'{{"m": {{"input": {"9" * 400}, "output": 2}}}}',
        '{"m": {"input": 1, "output": 2}, "m": {"input": 3, "output": 4}}',
        "[" * 100_000,
    ],
)
def test_malformed_table_of_prices_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="USD per million tokens"):
        parse_prices(text)
    good = read_values({"model_prices": '{"m": {"input": 1, "output": 2}}'}, ParameterValues())
    values = read_values({"model_prices": text}, good)
    assert values.price("m") == pricing.Price(1, 2)
    assert values.problems[0].endswith("the last good one stays in force.")


async def test_cost_of_a_turn_includes_the_specialists(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on("What is 6 * 7?", calls(("m1", "math_assistant", {"query": "6 * 7"}), tokens=(1000, 100)))
    bedrock.on("6 * 7", says("It is 42.", tokens=(2000, 200)))
    bedrock.on("It is 42", says("42", tokens=(3000, 300)))
    done = (await ask("What is 6 * 7?", on_bedrock))[-1]
    assert isinstance(done, Done)
    price = LIST_PRICES[DEFAULT_BEDROCK]
    assert done.cost == pytest.approx((6000 * price.input + 600 * price.output) / 1e6)
