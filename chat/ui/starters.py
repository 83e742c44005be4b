"""The starters of a new conversation: example questions, in a category for each specialist."""

import chainlit as cl

from agents.specialists import BY_NAME
from chat.i18n.language import translate
from chat.ui.display_names import title

LOAN = (
    "Will a person with these features accept the loan: 29,2,999,0,1,0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,"
    "0.0,1.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,1.0,"
    "0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0"
)


def categories() -> list[cl.StarterCategory]:
    """Return one category for each specialist that has starters."""
    categories = []
    for name, (icon, starters) in _starters().items():
        starting = [cl.Starter(label=label, message=message) for label, message in starters.items()]
        label = title(name, BY_NAME[name].title)
        categories.append(cl.StarterCategory(label=label, icon=f"/public/icons/{icon}.svg", starters=starting))
    return categories


def _starters() -> dict[str, tuple[str, dict[str, str]]]:
    return {
        "math_assistant": (
            "math",
            {
                translate("Solve an equation"): "Solve the quadratic equation x^2 + 5x + 6 = 0",
                translate("Draw a curve"): "Plot y = x^2 - 4 from -5 to 5",
            },
        ),
        "english_assistant": (
            "english",
            {translate("Improve a sentence"): "Help me improve this sentence: Me and him went to store"},
        ),
        "language_assistant": (
            "language",
            {translate("Translate a greeting"): "Translate 'Hello, how are you?' to Spanish"},
        ),
        "computer_science_assistant": (
            "code",
            {translate("Write a function"): "Write a Python function to check if a string is a palindrome"},
        ),
        "loan_offering_assistant": (
            "loan",
            {
                translate("Score 59 numbers"): LOAN,
                translate("Describe a customer"): (
                    "Will this customer accept the loan: 29-year-old student, called on a mobile in May?"
                ),
            },
        ),
        "general_assistant": ("general", {translate("Ask about the world"): "What is the capital of France?"}),
    }
