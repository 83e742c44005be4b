"""The names of specialists, tools, models and providers in the reader's language."""

from agents.models.factory import ModelChoice
from agents.models.profiles import EMBEDDED
from agents.parameters import SAGEMAKER
from chat.i18n.language import translate


def title(name: str, otherwise: str) -> str:
    """Return the title of a specialist or a tool.

    Args:
        name: The name by which models call it.
        otherwise: Its own title, for one that is not translated.
    """
    known = {
        "math_assistant": translate("Math"),
        "english_assistant": translate("English"),
        "language_assistant": translate("Language"),
        "computer_science_assistant": translate("Computer Science"),
        "loan_offering_assistant": translate("Loan Offering"),
        "general_assistant": translate("General"),
        "calculator": translate("Calculator"),
        "plot": translate("Plot"),
        "plural": translate("Plural"),
        "proofread": translate("Proofreader"),
        "run_python": translate("Python"),
        "loan_score": translate("Loan score"),
        "remember": translate("Memory"),
        "recall": translate("Memory"),
        "conjugate": translate("Verb table"),
        "base_form": translate("Base form"),
        "number_in_words": translate("Number in words"),
        "transliterate": translate("Pinyin and kana"),
        "identify_language": translate("Language of a text"),
    }
    return known.get(name, otherwise)


def model_title(model: ModelChoice) -> str:
    """Return the title of a model."""
    known = {EMBEDDED: translate("Small demonstration model"), SAGEMAKER: translate("SageMaker model")}
    return known.get(model.id, model.label)


def provider_title(model: ModelChoice) -> str:
    """Return the title of a model's provider; names of products are not translated."""
    known = {"Embedded": translate("in this server"), "OpenAI-compatible": translate("OpenAI-compatible")}
    return known.get(model.provider, model.provider)
