"""The loan score: will a customer accept the offer, and what speaks for it."""

from typing import Any

from strands import ToolContext, tool

from agents.agent.event_translator import ToolDisplay
from agents.agent.runner import Tool
from agents.tools.base import Desk
from agents.tools.errors import ToolError
from agents.tools.loan.description import read_description
from agents.tools.loan.endpoint import endpoint_score
from agents.tools.loan.features import CHOICES, QUANTITIES, encode
from agents.tools.loan.numbers import looks_like_numbers, read_numbers
from agents.tools.loan.report import report

MAX_LENGTH = 4000
_USUAL = {field.name: field.usual for field in (*QUANTITIES, *CHOICES)}


@tool(context=True)
async def loan_score(customer: str, tool_context: ToolContext) -> dict[str, Any]:
    """Predict whether a bank's customer will accept a loan offer: score, label, confidence and the main reasons.

    Args:
        customer: The 59 numbers, separated by commas, exactly as they were given; or the customer in words, such as
            `29-year-old student, single, called on a mobile in May, accepted last time`. What is not said is
            assumed, and the result says so.
        tool_context: What the turn carries beside the input.
    """
    try:
        text = await _score(customer, Desk.of(tool_context.invocation_state))
    except ToolError as error:
        return {"status": "error", "content": [{"text": str(error)}]}
    return {"status": "success", "content": [{"text": text}]}


async def _score(customer: str, desk: Desk) -> str:
    if len(customer) > MAX_LENGTH:
        raise ToolError(f"This has {len(customer):,} characters; a customer fits into {MAX_LENGTH:,}.")
    if looks_like_numbers(customer):
        given, vector = None, read_numbers(customer)
    else:
        given = read_description(customer)
        vector = encode({**_USUAL, **given})
    endpoint = desk.values.xgboost_model_endpoint
    if endpoint is None or desk.aws is None:
        return report(vector, given, None)
    return report(vector, given, await endpoint_score(desk.aws, endpoint, vector))


LOAN_SCORE = Tool(loan_score, ToolDisplay("Loan score", "gauge"))
