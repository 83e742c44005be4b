import subprocess
import sys

import pytest

from agents.models.profiles import BEDROCK_MODELS, DEFAULT_BEDROCK, EMBEDDED, ModelProfile, profile_of

ARN = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc"


def test_embedded_model_is_blind_ignores_tool_results_and_runs_in_the_server() -> None:
    profile = profile_of(EMBEDDED)
    assert not profile.sees_images
    assert not profile.uses_tool_results
    assert not profile.needs_credentials
    assert profile.runs_in_process


@pytest.mark.parametrize(
    ("model_id", "sees"),
    [
        (DEFAULT_BEDROCK, True),
        ("us.amazon.nova-micro-v1:0", False),
        ("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-micro-v1:0", False),
        ("sagemaker", True),
        ("ollama/llama3.2", True),
        ("some.unknown-model", True),
    ],
)
def test_only_models_known_to_be_blind_get_no_pictures(model_id: str, sees: bool) -> None:
    assert profile_of(model_id).sees_images is sees


@pytest.mark.parametrize(
    ("model_id", "provider", "needs_credentials"),
    [
        (DEFAULT_BEDROCK, "Bedrock", True),
        (ARN, "Bedrock", True),
        ("sagemaker", "SageMaker", True),
        ("openai_compatible", "OpenAI-compatible", False),
        ("ollama/llama3.2", "Ollama", False),
    ],
)
def test_id_names_the_provider(model_id: str, provider: str, needs_credentials: bool) -> None:
    profile = profile_of(model_id)
    assert (profile.provider, profile.needs_credentials) == (provider, needs_credentials)
    assert profile.uses_tool_results
    assert not profile.runs_in_process


def test_every_listed_bedrock_model_has_a_label_and_a_manner() -> None:
    assert next(iter(BEDROCK_MODELS)) == DEFAULT_BEDROCK
    assert all(profile.label and profile.manner != "unknown" for profile in BEDROCK_MODELS.values())


def accepted(profile: ModelProfile) -> tuple[bool | None, ...]:
    return (profile.tool_status, profile.json_results, profile.signed_reasoning)


@pytest.mark.parametrize(("family", "takes_more"), [("claude", True), ("nova", False), ("other", False)])
def test_family_of_an_arn_decides_what_is_sent_back(family: str, takes_more: bool) -> None:
    assert accepted(profile_of(ARN, family)) == (takes_more,) * 3


@pytest.mark.parametrize(("model_id", "family"), [(ARN, ""), (DEFAULT_BEDROCK, "claude")])
def test_without_an_arn_and_its_family_strands_decides(model_id: str, family: str) -> None:
    assert accepted(profile_of(model_id, family)) == (None, None, None)


def test_profiles_load_no_library_of_a_model() -> None:
    check = (
        "import sys; from agents.models import profiles;"
        "print(sorted({'strands', 'aiohttp', 'httpx', 'numpy', 'xllamacpp'} & sys.modules.keys()))"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
