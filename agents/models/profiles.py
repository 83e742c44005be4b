"""What each model can do and what calling it takes, read from its id."""

from dataclasses import dataclass, replace
from typing import Literal

from agents.demo_model import MODEL_ID
from agents.parameters import OPENAI_COMPATIBLE, SAGEMAKER

EMBEDDED = MODEL_ID
DEFAULT_BEDROCK = "us.amazon.nova-2-lite-v1:0"
OLLAMA_PREFIX = "ollama/"

Manner = Literal["fast", "careful", "demonstration", "unknown"]
Provider = Literal["Bedrock", "SageMaker", "OpenAI-compatible", "Ollama", "Embedded"]


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """What one model can do.

    Args:
        provider: Where it runs.
        label: The name of the product; empty where only its id or a parameter names it.
        manner: How the list of models describes it.
        sees_images: Whether pictures may be sent; a model that is not known to be blind refuses them itself.
        uses_tool_results: Whether its answers follow from the results of tools; a very small model ignores them.
        needs_credentials: Whether it is called with AWS credentials.
        runs_in_process: Whether it runs inside the server: a call costs nothing and needs no network.
        tool_status: Whether tool results may carry a status; None lets strands decide by the model's id.
        json_results: Whether tool results may hold JSON; None as above.
        signed_reasoning: Whether signed reasoning may be sent back, and no other; None as above.
    """

    provider: Provider
    label: str = ""
    manner: Manner = "unknown"
    sees_images: bool = True
    uses_tool_results: bool = True
    needs_credentials: bool = False
    runs_in_process: bool = False
    tool_status: bool | None = None
    json_results: bool | None = None
    signed_reasoning: bool | None = None


_BEDROCK = ModelProfile("Bedrock", needs_credentials=True)
_OTHERS = {
    EMBEDDED: ModelProfile(
        "Embedded",
        "Small demonstration model",
        "demonstration",
        sees_images=False,
        uses_tool_results=False,
        runs_in_process=True,
    ),
    SAGEMAKER: ModelProfile("SageMaker", "SageMaker model", needs_credentials=True),
    OPENAI_COMPATIBLE: ModelProfile("OpenAI-compatible"),
}
BEDROCK_MODELS = {
    DEFAULT_BEDROCK: replace(_BEDROCK, label="Amazon Nova 2 Lite", manner="fast"),
    "us.amazon.nova-pro-v1:0": replace(_BEDROCK, label="Amazon Nova Pro", manner="careful"),
    "us.anthropic.claude-haiku-4-5-20251001-v1:0": replace(_BEDROCK, label="Claude Haiku 4.5", manner="fast"),
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0": replace(_BEDROCK, label="Claude Sonnet 4.5", manner="careful"),
}
"""The models on Bedrock that are offered without being configured; the first is the default."""


def profile_of(model_id: str, family: str = "") -> ModelProfile:
    """Return the profile of a model.

    Args:
        model_id: Its id in the list of models.
        family: The value of the parameter `bedrock_custom_model_family`; an ARN does not name its family.
    """
    if model_id in _OTHERS:
        return _OTHERS[model_id]
    if model_id.startswith(OLLAMA_PREFIX):
        return ModelProfile("Ollama", model_id.removeprefix(OLLAMA_PREFIX))
    profile = BEDROCK_MODELS.get(model_id, _BEDROCK)
    if "nova-micro" in model_id:
        profile = replace(profile, sees_images=False)
    if family and model_id.startswith("arn:"):
        takes_more = family == "claude"  # all families take plain results; only Claude takes more
        profile = replace(profile, tool_status=takes_more, json_results=takes_more, signed_reasoning=takes_more)
    return profile
