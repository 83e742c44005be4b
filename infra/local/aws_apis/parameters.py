"""The SSM parameters that a fresh stack holds, with their defaults."""

ENVIRONMENT = "dev"
PATH = f"/teachers_assistant/{ENVIRONMENT}/"
DEFAULT_MODEL = f"{PATH}default_model_id"
ADDRESS = f"{PATH}openai_compatible_url"

EMBEDDED_MODEL = "embedded"
BEDROCK_MODEL = "us.amazon.nova-2-lite-v1:0"
SEEDED_MODELS = (EMBEDDED_MODEL, BEDROCK_MODEL)

_DEFAULTS = {
    "temperature": "0.3",
    "max_results": "9",
    "min_score": "0.000001",
    "sagemaker_model_endpoint": "my-sagemaker-model-endpoint",
    "sagemaker_model_inference_component": "my-sagemaker-model-inference-component",
    "bedrock_custom_model_deployment_arn": "my-bedrock-custom-model-deployment-arn",
    "bedrock_custom_model_family": "my-bedrock-custom-model-family",
    "openai_compatible_url": "my-openai-compatible-url",
    "openai_compatible_model": "my-openai-compatible-model",
    "bedrock_guardrail_id": "my-bedrock-guardrail-id",
    "bedrock_guardrail_version": "my-bedrock-guardrail-version",
    "local_guardrail_rules": "my-local-guardrail-rules",
    "xgboost_model_endpoint": "my-xgboost-model-endpoint",
    "strands_knowledge_base_id": "my-strands-knowledge-base-id",
}


def default_parameters(default_model: str) -> dict[str, str]:
    """Every parameter of the path by its full name."""
    return {DEFAULT_MODEL: default_model} | {PATH + name: value for name, value in _DEFAULTS.items()}
