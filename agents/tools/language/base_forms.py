"""Finds the base form of a word: by a word list, and for verbs by a verb table that has the word among its forms."""

import re

from agents.language_names import language_name
from agents.tools.language.conjugation import column, find_table
from agents.tools.language.tenses import IMPERATIVE_PERSONS, PERSONS, TENSES
from agents.tools.language.word_list import LANGUAGES, base_in_list, has_lists
from agents.user_messages import ToolError

MAX_CHARACTERS = 40
_MAX_ENDING = 7
_MAX_PLACES = 4
_INFINITIVES = {
    "de": ("en", "n", "ern", "eln"),
    "en": ("", "e", "y"),
    "es": ("ar", "er", "ir"),
    "fr": ("er", "ir", "re", "oir"),
    "it": ("are", "ere", "ire"),
    "nl": ("en", "n"),
    "pt": ("ar", "er", "ir"),
}


def base_form(word: str, language: str) -> tuple[str, str]:
    """Return the base form of a word, and how it is confirmed.

    Raises:
        ToolError: It is no single word, or no list has it.
    """
    word = word.strip()
    if language not in LANGUAGES:
        known = ", ".join(sorted(map(language_name, LANGUAGES)))
        raise ToolError(f"There are word lists of {known}; not of {language_name(language)}.")
    if len(word) > MAX_CHARACTERS or not re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", word):
        raise ToolError("Give one word alone, such as went.")
    if not has_lists():
        raise ToolError("Word lists are not installed on this server, so no base form is stated.")
    base = base_in_list(word, language)
    if base is None:
        raise ToolError(f"“{word}” is in no list of {language_name(language)} words here; check its spelling.")
    verbs = _verbs(word.lower(), base, language)
    named = language_name(language)
    if not verbs:
        if base == word:
            return f"“{word}” is listed as a base form itself ({named}).", ""
        return f"The base form of “{word}” ({named}) is **{base}**.", ""
    lines = [f"“{word}” ({named}) is a form of **{verb}**: {'; '.join(places)}." for verb, places in verbs.items()]
    if base not in verbs:
        lines.append(f"The word list has it under {base} too, which no second source confirms.")
    return "\n".join(lines), "by two sources: a word list has the verb, and a verb table has this form of it"


def _verbs(word: str, base: str, language: str) -> dict[str, list[str]]:
    """Return the verbs of which a word is a form, each with the places where it stands."""
    stems = {word[: len(word) - cut] for cut in range(min(_MAX_ENDING, len(word) - 1))}
    guesses = {stem + ending for stem in stems for ending in _INFINITIVES[language]} | {base}
    found = {}
    for verb in sorted(guesses, key=lambda one: (one != base, one)):
        if base_in_list(verb, language) == verb and (table := find_table(verb, language)):
            places = [place for tense in TENSES[language] if (place := _place(table, verb, language, tense, word))]
            if places and verb != word:
                found[verb] = places[:_MAX_PLACES]
    return found


def _place(table: object, verb: str, language: str, tense: str, word: str) -> str:
    """Return the tense and the persons of a form; empty where the tense does not have it."""
    cells = column(table, verb, language, tense)
    places = [place for place, cell in enumerate(cells) if cell.form == word and cell.confirmed]
    if not places:
        return ""
    persons = IMPERATIVE_PERSONS.get(language, ()) if tense == "imperative" else PERSONS[language]
    if len(cells) != len(persons):
        return tense
    return f"{tense}, {', '.join(persons[place] for place in places)}"
