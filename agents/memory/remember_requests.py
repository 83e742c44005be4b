"""The fact of a request to remember in the languages that have no other patterns of intent: "Retenez que …"."""

from agents.lazy_pattern import LazyPattern

_FIRST = (
    # French
    r"(?:s['’]il (?:te|vous) pla[iî]t,? )?(?:retiens|retenez|souviens-toi|souvenez-vous|rappelle-toi|rappelez-vous|"
    r"m[ée]morise[zr]?)(?: bien)?(?:,? s['’]il (?:te|vous) pla[iî]t,?)?(?: que |,? qu['’]|\s*: ?)",
    # Portuguese
    r"(?:por favor,? )?(?:lembre-se|lembra-te|lembre|lembra|memorize|memoriza|guarde|guarda)(?:,? por favor,?)?"
    r"(?: (?:de )?que |\s*: ?)",
    # Italian
    r"(?:per favore,? )?(?:ricordati|ricorda|si ricordi|memorizza|tieni a mente)(?:,? per favore,?)?(?: che |\s*: ?)",
    # Japanese
    r"(?:これを|次のことを)?覚え(?:ておいて|てて|て)(?:ください|下さい|ね)?(?:ね)?\s*[:、,] ?",
    # Korean
    r"(?:이것을 |이거 |다음을 )?기억해 ?(?:줘|줘요|주세요|둬|두세요)\s*[:,] ?",
    # Arabic, with or without its vowel signs
    r"(?:من فضلك،? )?(?:تذكّ?َ?ري?|احفظي?|لا تنسَ?ي?)(?: (?:أنّ?َ?|بأنّ?َ?) |\s*[:،] ?| (?=أنّ?ن?ي |أني ))",
    # Hindi
    r"(?:कृपया )?(?:यह )?याद (?:रखो|रखें|रखना|रखिए|रखिएगा)(?: कि |\s*[:,] ?)",
)
_LAST = (
    r"(?:ということ|こと)?(?:を|と|って)?、?\s*覚え(?:ておいて|てて|て)(?:ください|下さい)?ね?",  # Japanese
    r"(?:이?라고|(?:다는|라는|는) (?:것을|걸|거))? 기억해 ?(?:줘|줘요|주세요|둬|두세요)",  # Korean
    r",? ?(?:यह |इसे )?याद (?:रखो|रखें|रखना|रखिए|रखिएगा)",  # Hindi
)
_BEFORE = LazyPattern(rf"\W*(?:{'|'.join(_FIRST)})(?=\S)")
_AFTER = LazyPattern(rf"(?:{'|'.join(_LAST)})\W*$")
_QUESTION = LazyPattern(r"[?\uff1f؟]\W*$")


def requested_fact(text: str) -> str:
    """Return the fact that a message on one line asks to remember; empty if it asks for nothing of the kind.

    A verb at the end counts in the languages that put it there: Japanese, Korean and Hindi.
    """
    if _QUESTION.search(text):
        return ""
    if asked := _BEFORE.match(text.replace("\uff1a", ":")):
        return text[asked.end() :]
    asked = _AFTER.search(text)
    return text[: asked.start()].strip() if asked else ""
