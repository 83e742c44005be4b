"""The page "Choose a model": which models can be chosen now, and the lines that set up a larger one."""

import os
import shlex
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter
from starlette.responses import Response

from agents.models.factory import ModelFactory
from agents.models.profiles import DEFAULT_BEDROCK, OLLAMA_PREFIX
from agents.parameters import Parameters
from chat.http.own_pages import CHOOSE_A_MODEL
from chat.http.templates import render
from chat.observability.health import Deployment
from chat.ui.display_names import model_title, provider_title

_EXAMPLE = "qwen3:4b"  # of Ollama; it calls tools


@dataclass(frozen=True, slots=True)
class SetupLines:
    """The commands that set up each kind of model, as they are typed into a shell."""

    ollama: str
    openai_compatible: str
    bedrock: str


def setup_lines(environment: str, endpoint: str) -> SetupLines:
    """Return the commands for a server.

    Args:
        environment: The name in the path of its parameters.
        endpoint: The address of its parameter store; empty for that of AWS.
    """

    def put(name: str, value: str, kind: Literal["String", "SecureString"] = "String") -> str:
        where = f" --endpoint-url {shlex.quote(endpoint)}" if endpoint else ""
        path = f"/teachers_assistant/{environment}/{name}"
        return f"aws ssm put-parameter{where} --overwrite --type {kind} --name {path} --value {value}"

    ollama = [f"ollama pull {_EXAMPLE}", put("default_model_id", f"{OLLAMA_PREFIX}{_EXAMPLE}")]
    openai_compatible = [
        put("openai_compatible_url", "https://host/v1"),
        put("openai_compatible_model", "name-of-the-model"),
        put("openai_compatible_key", '"$KEY"', "SecureString"),
        put("default_model_id", "openai_compatible"),
    ]
    bedrock = [
        "export AWS_PROFILE=name-of-the-profile AWS_REGION=us-west-2",
        "make run",
        put("default_model_id", DEFAULT_BEDROCK),
    ]
    return SetupLines(*("\n".join(lines) for lines in (ollama, openai_compatible, bedrock)))


def choose_a_model_page(deployment: Deployment, parameters: Parameters, factory: ModelFactory) -> APIRouter:
    """Build the route; the gate admits only the signed-in person.

    Args:
        deployment: Where this server runs.
        parameters: The live parameters.
        factory: Knows the models that can be chosen.
    """
    router = APIRouter()

    @router.get(CHOOSE_A_MODEL)
    async def choose_a_model() -> Response:
        offered = await factory.choices(await parameters.current())
        endpoint = os.environ.get("AWS_ENDPOINT_URL_SSM") or os.environ.get("AWS_ENDPOINT_URL", "")
        return render(
            "status/choose_a_model.html",
            models=[f"{model_title(model)} ({provider_title(model)})" for model in offered],
            lines=setup_lines(deployment.environment, endpoint),
        )

    return router
