"""Finds whether a text says which of the choices that a question offers is right: by its letter, place or value."""

# ruff: noqa: RUF001 - signs of several languages

import re
from dataclasses import dataclass

from agents.mathematics.disclosure.clauses import numbers_in, squeezed, statements
from agents.mathematics.questions.choices import split_choices

_PLACES = (
    r"first|erste\w*|primer[ao]?|第一",
    r"second|zweite\w*|segund[ao]|第二",
    r"third|dritte\w*|tercer[ao]?|第三",
    r"fourth|vierte\w*|cuart[ao]|第四",
    r"fifth|fünfte\w*|quint[ao]|第五",
)
_LAST = r"last|letzte\w*|últim[ao]|最后"
_ONLY = re.compile(r"\b(?:only|just|nur|solo|sólo|solamente)\s+(?=\d)", re.IGNORECASE)
_LETTER = (
    r"(?:^|[\s(*:：选是])\(?{letter}\)?[.)]?\**\s*(?:$|[.!]|(?:is|ist|es|fits|works|passt|stimmt|sirve|it is)\b)|"
    r"(?:^|[\s(*:：选是])\(?{letter}\)?\s*[是对]|"
    r"(?:answer|option|choice|choose|pick|letter|antwort|möglichkeit|buchstabe|wähle|respuesta|opción|elige|letra|答案|选项?)\s*(?:is|ist|es|是)?\s*\(?{letter}\b"
)


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """The right one of the choices of a question.

    Args:
        letter: Its letter.
        place: Its place, from 0.
        text: What it says.
        others: What the other ones say.
    """

    letter: str
    place: int
    text: str
    others: tuple[str, ...]


def offered_choice(question: str, answer: str) -> OfferedChoice | None:
    """Return the right choice of a question; None for one that offers none."""
    found, split = re.match(r"\(([a-h])\)\s*", answer), split_choices(question)
    if found is None or split is None or found[1] not in split[1]:
        return None
    choices = split[1]
    others = tuple(text for letter, text in choices.items() if letter != found[1])
    return OfferedChoice(found[1], list(choices).index(found[1]), choices[found[1]], others)


def says_choice(text: str, choice: OfferedChoice) -> bool:
    """Return whether a text says which choice is right."""
    letter = re.compile(_LETTER.format(letter=f"(?:{choice.letter.upper()}|(?<=\\(){choice.letter}(?=\\)))"))
    place = _PLACES[choice.place] if choice.place < len(_PLACES) else r"(?!)"
    place = f"{place}|{_LAST}" if choice.place == len(choice.others) else place
    text = _ONLY.sub("", text)
    placed = re.compile(rf"(?<![^\W\d_])(?:{place})(?![a-zäöüéíó]|\s+(?:step|schritt|paso))", re.IGNORECASE)
    values = set(numbers_in(choice.text))
    others = {value for other in choice.others for value in numbers_in(other)}
    for statement in statements(text):
        if letter.search(statement) or placed.search(statement):
            return True
        found = set(numbers_in(statement))
        if values and values <= found and not found & others:
            return True
        if not values and squeezed(choice.text) in squeezed(statement):
            return True
    return False
