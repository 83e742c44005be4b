"""Conjugates a verb with the rules of ablaut, and confirms each form by a word list and by our own rules."""

import importlib.util
import re
from dataclasses import dataclass
from typing import Any

from agents.language_names import language_name
from agents.tools.language.perfect import is_perfect
from agents.tools.language.regular_verbs import irregular_forms, regular_forms
from agents.tools.language.tenses import IMPERATIVE_PERSONS, PERSONS, TENSES, find_tenses
from agents.tools.language.word_list import base_in_list, has_lists, has_word
from agents.user_messages import ToolError

MAX_CHARACTERS = 40
_VERB = re.compile(r"[^\W\d_]+(?:['’ -][^\W\d_]+){0,2}")
_WERDEN = ("werde", "wirst", "wird", "werden", "werdet", "werden")
_BY_ENDING = (
    ("[aei]re$", ("it", "fr", "en")), ("[aeií]r$", ("es", "fr", "pt", "en")), ("(?:re|oir)$", ("fr", "en")),
    ("[aei]rsi$", ("it",)), ("[aei]rse$", ("es",)), ("^(?:se |s['’])", ("fr",)), ("^sich ", ("de",)),
    ("pôr$", ("pt",)), ("n$", ("de", "nl", "en")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One form of a verb, and whether a second source has it."""

    form: str
    confirmed: bool


def conjugate(verb: str, language: str, tense: str) -> tuple[str, str]:
    """Return a verb's forms as a table, and how they are confirmed; what is not is named.

    Args:
        verb: The infinitive.
        language: The code of the language; empty where the verb's ending and the word lists tell.
        tense: The name of a tense, a mood or a participle; empty for the usual tenses.

    Raises:
        ToolError: There is no such verb or tense, or nothing of it is confirmed.
    """
    if not is_installed():
        raise ToolError("Verb tables are not installed on this server, so no form is stated.")
    language = language or _only_language(verb)
    if language not in TENSES:
        known = ", ".join(sorted(map(language_name, TENSES)))
        raise ToolError(f"There are verb tables of {known}; not of {language_name(language)}.")
    verb = verb.strip().lower().removeprefix("to ") if language == "en" else verb.strip().lower()
    if len(verb) > MAX_CHARACTERS or not _VERB.fullmatch(verb):
        raise ToolError("Give one verb in its base form, such as hablar, without anything else.")
    tenses = find_tenses(tense, language)
    if not tenses:
        raise ToolError(
            f"This tense is not known in {language_name(language)}; there are: {', '.join(TENSES[language])}."
        )
    if bare := _without_pronoun(verb, language):
        raise ToolError(f"“{verb}” is conjugated like “{bare}”, with a pronoun before it; ask for “{bare}”.")
    table = find_table(verb, language)
    if table is None:
        raise ToolError(
            f"“{verb}” is in no list of {language_name(language)} verbs here; give the base form, and check it."
        )
    columns = {name: column(table, verb, language, name) for name in tenses}
    if not any(cell.confirmed for cells in columns.values() for cell in cells):
        raise ToolError(f"No second source has these forms of “{verb}”, so they are not stated.")
    doubtful = list(dict.fromkeys(c.form for cells in columns.values() for c in cells if not c.confirmed and c.form))
    text = _format(verb, language, columns)
    if doubtful:
        text += f"\n\nNot confirmed by a second source: {', '.join(doubtful)}."
    which = "every other form" if doubtful else "every form"
    return text, f"by a second source, a word list or our own rules of verbs, which has {which}"


def is_installed() -> bool:
    """Return whether there are verb tables: laptops have them, where ablaut is prebuilt."""
    return has_lists() and importlib.util.find_spec("ablaut") is not None


def find_table(verb: str, language: str) -> Any | None:
    """Return ablaut's table of a verb; None for what no list knows as a word, or where ablaut is not installed."""
    if not is_installed() or not has_word(verb, language):
        return None
    import ablaut

    try:
        return ablaut.conjugate(verb, lang=language)
    except ValueError:
        return None


def _only_language(verb: str) -> str:
    """Return the only language whose list has a verb, of those whose verbs end so.

    Raises:
        ToolError: There is none, or several.
    """
    verb = verb.strip().lower().removeprefix("to ")
    possible = next((codes for ending, codes in _BY_ENDING if re.search(ending, verb)), ("en",))
    found = [code for code in possible if base_in_list(verb, code) == verb and find_table(verb, code)]
    found = [code for code in found if code != "en"] or found  # the list of English does not tell nouns from verbs
    if len(found) == 1:
        return found[0]
    if found:
        raise ToolError(f"“{verb[:40]}” is a verb of {' and of '.join(map(language_name, found))}; name the language.")
    raise ToolError(f"“{verb[:40]}” is in no list of verbs here; name the language, and check the spelling.")


def _without_pronoun(verb: str, language: str) -> str:
    """Return a reflexive verb without its pronoun; empty for any other verb."""
    bare = re.sub(r"^(?:se |s['’]|sich )", "", verb)
    if language == "es" and bare.endswith(("arse", "erse", "irse", "írse")):
        bare = bare[:-2].replace("ír", "ir")
    if language == "it" and bare.endswith(("arsi", "ersi", "irsi")):
        bare = f"{bare[:-2]}e"
    return bare if bare != verb else ""


def column(table: Any, verb: str, language: str, tense: str) -> list[Cell]:
    """Return the forms of one tense; an empty form where the table has none, or where the sources contradict."""
    value = getattr(table, TENSES[language][tense][1])
    forms = [value] if isinstance(value, str) else list(value)
    own = irregular_forms(verb, language, tense)
    regular = regular_forms(verb, language, tense)
    cells = []
    for place, form in enumerate(forms):
        if not form:
            cells.append(Cell("", confirmed=False))
            continue
        if own and len(own) == len(forms):
            two = own[place] == form or base_in_list(own[place], language) == verb
            cells.append(Cell(own[place] if two else "", confirmed=two))
            continue
        expected = regular[place] if len(regular) == len(forms) else ""
        cells.append(_confirm(form, verb, language, expected, tense, place))
    return cells


def _confirm(form: str, verb: str, language: str, expected: str, tense: str, place: int) -> Cell:
    if tense == "perfect":
        return Cell(form, confirmed=is_perfect(form, verb, language, place))
    if tense == "future" and language == "de":
        return Cell(form, confirmed=form == f"{_WERDEN[place]} {verb}")
    word = form.split()[0] if language == "de" and " " in form else form  # a prefix that is set apart: stehe auf
    base = base_in_list(word, language)
    if base == verb or (word != form and base and verb.endswith(base)):
        return Cell(form, confirmed=True)
    doubled = f"{verb}{verb[-1]}ing" if language == "en" and tense == "present participle" else ""
    if base is not None and form in (expected, doubled):
        return Cell(form, confirmed=True)
    if base is None and not (" " in form or "-" in form):
        return Cell("", confirmed=False) if expected and expected != form else Cell(form, confirmed=False)
    return Cell(form, confirmed=False)


def _format(verb: str, language: str, columns: dict[str, list[Cell]]) -> str:
    """Return single forms in a line each, and rows of persons in tables of equal persons."""
    lines = [f"**{verb}** ({language_name(language)})"]
    tables: dict[tuple[str, ...], list[str]] = {}
    for tense, cells in columns.items():
        native = TENSES[language][tense][0]
        title = tense if native == tense else f"{tense} ({native})"
        persons = IMPERATIVE_PERSONS.get(language, ()) if tense == "imperative" else PERSONS[language]
        if len(cells) == 2 and language == "nl":
            persons = ("singular", "plural")
        if len(cells) == 1:
            lines.append(f"- {title}: **{cells[0].form or '–'}**")
        else:
            tables.setdefault(persons[: len(cells)], []).append(tense)
    for persons, tenses in tables.items():
        rows = ["", f"| | {' | '.join(f'{one} ({TENSES[language][one][0]})' for one in tenses)} |"]
        rows.append("|---" * (len(tenses) + 1) + "|")
        for place, person in enumerate(persons):
            forms = [columns[one][place].form or "–" for one in tenses]
            rows.append(f"| {person} | {' | '.join(forms)} |")
        lines += rows
    return "\n".join(lines)
