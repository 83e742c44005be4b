"""Past forms that learners build with -ed, and the right ones."""

_VERBS = """
become became become|begin began begun|bend bent bent|bite bit bitten|bleed bled bled|blow blew blown
break broke broken|bring brought brought|build built built|burst burst burst|buy bought bought|catch caught caught
choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|draw drew drawn
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
find found found|fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got got|give gave given|go went gone|grow grew grown|hear heard heard|hide hid hidden
hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lead led led|lend lent lent|let let let
lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|put put put|read read read|ride rode ridden
rise rose risen|run ran run|say said said|sell sold sold|send sent sent|set set set|shake shook shaken
shoot shot shot|show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept
speak spoke spoken|spend spent spent|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck
strike struck struck|swear swore sworn|sweep swept swept|swim swam swum|take took taken|teach taught taught
tell told told|think thought thought|throw threw thrown|understand understood understood|wake woke woken
wear wore worn|win won won|write wrote written
"""
# What looks like such a form and is a word.
_WORDS_LIST = (
    "seed singed sited wined bended waked flied cutted setted letted showed lended hided rided felled leaded "
    "sweeped costed"
)
_WORDS = frozenset(_WORDS_LIST.split())
_MORE = {"brang": ("brought", "brought"), "brung": ("brought", "brought"), "thinked": ("thought", "thought")}
_AUXILIARIES_LIST = (
    "have has had having 've be been being is are was were am get got gets haven't hasn't hadn't isn't aren't "
    "wasn't weren't"
)
_AUXILIARIES = frozenset(_AUXILIARIES_LIST.split())
_ADVERBS = frozenset(["not", "never", "always", "already", "just", "also", "often", "recently", "really", "been"])


def _forms() -> dict[str, tuple[str, str]]:
    forms = dict(_MORE)
    for verb in _VERBS.replace("\n", "|").split("|"):
        if not verb:
            continue
        base, past, participle = verb.split()
        stem = base if not base.endswith("e") else base[:-1]
        wrong = {stem + "ed"}
        if base[-1] not in "aeiouwyx" and base[-2] in "aeiou" and base[-3:-2] not in tuple("aeiou"):
            wrong.add(base + base[-1] + "ed")
        if base.endswith("y") and base[-2] not in "aeiou":
            wrong.add(base[:-1] + "ied")
        forms |= {form: (past, participle) for form in wrong if form not in _WORDS}
    return forms


FORMS = _forms()
"""For each wrong form the past tense and the past participle."""


def right_form(wrong: str, before: list[str]) -> str | None:
    """Return the right form of a wrong past form, or None if this is none.

    Args:
        wrong: The form.
        before: The words before it in the sentence, in small letters.
    """
    if wrong.lower() not in FORMS:
        return None
    past, participle = FORMS[wrong.lower()]
    near = [word for word in before[-3:] if word not in _ADVERBS]
    return participle if near and near[-1] in _AUXILIARIES else past
