"""Questions that a newcomer can ask with one click, one for each specialist."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Starter:
    """One suggestion: its label, what it asks, and its picture below `chat/public/`."""

    label: str
    message: str
    icon: str


STARTERS = (
    Starter("Solve an equation", "Solve the quadratic equation x^2 + 5x + 6 = 0", "/public/icons/math.svg"),
    Starter(
        "Improve a sentence",
        "Help me improve this sentence: Me and him went to store",
        "/public/icons/english.svg",
    ),
    Starter("Translate a greeting", "Translate 'Hello, how are you?' to Spanish", "/public/icons/language.svg"),
    Starter(
        "Write a function",
        "Write a Python function to check if a string is a palindrome",
        "/public/icons/code.svg",
    ),
    Starter(
        "Score a loan offer",
        "Will this customer accept the loan: 29-year-old student, called on a mobile in May?",
        "/public/icons/loan.svg",
    ),
    Starter("Ask anything", "What is the capital of France?", "/public/icons/general.svg"),
)
