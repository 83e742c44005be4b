import pytest

from agents.mathematics.questions.languages import in_english, language_of


@pytest.mark.parametrize(
    ("question", "language", "english"),
    [
        ("¿Cuánto es 12 por 8?", "es", "¿what is 12 times 8?"),
        ("Calcula la derivada de x^2", "es", "find the derivative of x^2"),
        ("Was ist 12 mal 8?", "de", "what is 12 times 8?"),
        ("Löse die Gleichung x = 2", "de", "solve the equation x = 2"),
        ("解方程 x = 2", "zh", "solve the equation x = 2"),
        ("What is 12 times 8?", "en", "What is 12 times 8?"),
    ],
)
def test_phrases_become_english(question: str, language: str, english: str) -> None:
    assert language_of(question) == language
    assert " ".join(in_english(question, language).split()) == english
