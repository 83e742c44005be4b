"""The plural of an English noun: formed by rule, and stated only if a list of English words has the form."""

import re

from agents.tools.proofreading.frequency import Frequencies
from agents.user_messages import ToolError

MAX_CHARACTERS = 30
_OFTEN = 1.0  # the decimal logarithm of how much commoner a form is than another that is not named beside it
# Nouns that no rule below forms; of two plurals the commoner stands first.
_IRREGULAR_LIST = """
child children|person people|penny pennies pence|ox oxen|louse lice|die dice dies|datum data
medium media mediums|bacterium bacteria|curriculum curricula|memorandum memorandums|erratum errata
stratum strata|ovum ova|criterion criteria|phenomenon phenomena|genus genera|corpus corpora|larva larvae|alga algae
vertebra vertebrae|formula formulas formulae|antenna antennas antennae|nebula nebulae|alumna alumnae
index indexes indices|matrix matrices|vertex vertices|appendix appendices appendixes|codex codices|axis axes
cactus cacti|fungus fungi|nucleus nuclei|stimulus stimuli|radius radii|alumnus alumni|bacillus bacilli|locus loci
syllabus syllabuses|quiz quizzes|bus buses|gas gases|plus pluses|dwarf dwarfs|hoof hooves hoofs|scarf scarves
wharf wharves|calf calves|elf elves|half halves|knife knives|leaf leaves|life lives|loaf loaves
self selves|sheaf sheaves|shelf shelves|thief thieves|wife wives|wolf wolves|beau beaus beaux|plateau plateaus
bureau bureaus|chateau chateaux|foot feet|tooth teeth|goose geese|mouse mice|man men|woman women|stomach stomachs
monarch monarchs|patriarch patriarchs|potato potatoes|tomato tomatoes|hero heroes|echo echoes|veto vetoes
torpedo torpedoes|embargo embargoes|mosquito mosquitoes|volcano volcanoes|tornado tornadoes|mango mangoes|cargo cargoes
buffalo buffalo buffaloes|domino dominoes|halo halos|zero zeros zeroes
"""
_IRREGULAR = {
    noun: tuple(forms)
    for noun, *forms in (entry.split() for entry in _IRREGULAR_LIST.replace("\n", "|").split("|") if entry)
}
_ONE_FORM_LIST = (
    "sheep deer moose swine salmon trout cod squid bison aircraft spacecraft hovercraft series species means "
    "offspring chinese japanese portuguese headquarters crossroads barracks fish shrimp chassis corps"
)
_ONE_FORM = frozenset(_ONE_FORM_LIST.split())
_NO_PLURAL_LIST = (
    "information advice furniture equipment luggage baggage homework housework knowledge news music traffic weather "
    "progress research evidence software hardware machinery scenery jewellery jewelry rice bread butter milk money "
    "electricity happiness luck mathematics physics economics politics gymnastics athletics"
)
_NO_PLURAL = frozenset(_NO_PLURAL_LIST.split())
_NO_NOUNS = frozenset(["you", "he", "she", "it", "its", "so", "no", "do"])  # whose form in -s is another word
_PARTS = ("woman", "man", "foot", "tooth", "goose", "mouse", "child", "wife", "life", "leaf", "shelf", "knife", "self")
"""What the end of a longer noun may be, such as in policeman and grandchild."""


def plural(noun: str, known: Frequencies) -> tuple[str, str]:
    """Return what is said of a noun's plural, and how it is confirmed.

    Args:
        noun: One English noun in the singular.
        known: The list of English words.

    Raises:
        ToolError: It is no single word, or no form is in the list.
    """
    word = noun.strip().lower()
    if len(word) > MAX_CHARACTERS or not re.fullmatch(r"[a-z]{2,}", word) or word in _NO_NOUNS:
        raise ToolError("Give one English noun alone, such as leaf.")
    if word not in _IRREGULAR and not known.knows(word):
        raise ToolError(f"“{word}” is in no list of English words here; check its spelling.")
    if word in _NO_PLURAL:
        return (
            f"“{word}” has no plural in common use; it is counted by pieces or kinds of it.",
            "Not confirmed: no second source has it.",
        )
    forms = _confirmed(word, known)
    if not forms:
        raise ToolError(f"No plural of “{word}” is in the list of English words here; it may be a plural already.")
    checked = "Checked: by two sources: a rule forms it, and a list of English words has it."
    if forms == [word]:
        return f"The plural of “{word}” is the same: **{word}**.", checked
    return f"The plural of “{word}” is **{'** or **'.join(forms)}**.", checked


def _confirmed(word: str, known: Frequencies) -> list[str]:
    """Return the forms that the list has, without those that are rare beside another."""
    if word in _ONE_FORM:
        return [word]
    forms = [form for form in _forms(word) if known.knows(form)]
    most = max(map(known.frequency, forms), default=0.0)
    return [form for form in forms if word in _IRREGULAR or most - known.frequency(form) < _OFTEN]


def _forms(word: str) -> tuple[str, ...]:
    """Return the forms that a rule gives; more than one where spelling alone does not decide."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    compounds = [word.removesuffix(part) + _IRREGULAR[part][0] for part in _PARTS if word.endswith(part)][:1]
    if re.search(r"[^aeiou]y$|quy$", word):
        regular = [word[:-1] + "ies"]
    elif word.endswith("sis"):
        regular = [word[:-2] + "es"]
    elif re.search(r"(?:s|x|z|ch|sh)$", word):
        regular = [word + "es"]
    else:
        regular = [word + "s"]
    return (*compounds, *regular)
