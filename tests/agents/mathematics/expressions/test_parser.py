"""The parser on arbitrary text."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.mathematics.expressions.parser import AlgebraError, parse


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("0123456789xyz+-*/^()!%|=,. sqrtinpe√π_'\"[]{}"), max_size=60) | st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(AlgebraError):
        parse(text)
