"""How the families of models on Bedrock differ, where their ids do not tell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BedrockFamily:
    """What a family takes.

    Args:
        tool_status: Tool results may carry a status.
        json_results: Tool results may hold JSON.
        signed_reasoning: Signed reasoning may be sent back; all other reasoning stays out.
    """

    tool_status: bool
    json_results: bool
    signed_reasoning: bool


# What every model takes is right for the unknown; only Claude takes more.
FAMILIES = {
    "claude": BedrockFamily(tool_status=True, json_results=True, signed_reasoning=True),
    "nova": BedrockFamily(tool_status=False, json_results=False, signed_reasoning=False),
    "other": BedrockFamily(tool_status=False, json_results=False, signed_reasoning=False),
}
