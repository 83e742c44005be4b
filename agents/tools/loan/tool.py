"""The loan score: whether a customer accepts an offer, and which facts decide it."""

from strands import ToolContext as StrandsToolContext
from strands import tool

from agents.tools.base import Tool, ToolContext, ToolDisplay, text_tool
from agents.tools.loan.description import read_description
from agents.tools.loan.endpoint import endpoint_score
from agents.tools.loan.features import CHOICES, QUANTITIES, encode
from agents.tools.loan.numbers import looks_like_numbers, read_numbers
from agents.tools.loan.report import report
from agents.user_messages import ToolError

MAX_CUSTOMER_CHARACTERS = 4000
_USUAL = {field.name: field.usual for field in (*QUANTITIES, *CHOICES)}


@tool(context=True)
@text_tool
async def loan_score(customer: str, tool_context: StrandsToolContext) -> str:
    """Predict whether a bank's customer will accept a loan offer: score, label, confidence and the main reasons.

    Args:
        customer: The 59 numbers, separated by commas, exactly as they were given; or the customer in words, such as
            `29-year-old student, single, called on a mobile in May, accepted last time`. What is not said is
            assumed, and the result says so.
        tool_context: The context of strands, whose invocation state carries ours.
    """
    if len(customer) > MAX_CUSTOMER_CHARACTERS:
        raise ToolError(f"This has {len(customer):,} characters; a customer fits into {MAX_CUSTOMER_CHARACTERS:,}.")
    if looks_like_numbers(customer):
        given, vector = None, read_numbers(customer)
    else:
        given = read_description(customer)
        vector = encode({**_USUAL, **given.derived, **given.fields})
    context = ToolContext.from_invocation_state(tool_context.invocation_state)
    endpoint = context.values.xgboost_model_endpoint
    if endpoint is None or context.aws is None:
        return report(vector, given, None)
    return report(vector, given, await endpoint_score(context.aws, endpoint, vector))


LOAN_SCORE = Tool(loan_score, ToolDisplay("Loan score", "gauge"))
