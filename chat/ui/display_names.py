"""Who and what is at work, in the reader's language."""

from agents.models.factory import ModelChoice
from chat.i18n.language import say


def title(name: str, otherwise: str) -> str:
    """How a person reads the name of a specialist or a tool.

    Args:
        name: The name by which models call it.
        otherwise: Its own title, for one that is not translated.
    """
    known = {
        "math_assistant": say("Math"),
        "english_assistant": say("English"),
        "language_assistant": say("Language"),
        "computer_science_assistant": say("Computer Science"),
        "loan_offering_assistant": say("Loan Offering"),
        "general_assistant": say("General"),
        "calculator": say("Calculator"),
        "plot": say("Plot"),
        "proofread": say("Proofreader"),
        "run_python": say("Python"),
        "loan_score": say("Loan score"),
        "remember": say("Memory"),
        "recall": say("Memory"),
    }
    return known.get(name, otherwise)


def model_title(model: ModelChoice) -> str:
    """How a person reads the name of a model."""
    known = {"embedded": say("Small demonstration model"), "sagemaker": say("SageMaker model")}
    return known.get(model.id, model.label)


def provider_title(model: ModelChoice) -> str:
    """How a person reads where a model runs; the names of products stay as they are."""
    known = {"Embedded": say("in this server"), "OpenAI-compatible": say("OpenAI-compatible")}
    return known.get(model.provider, model.provider)
