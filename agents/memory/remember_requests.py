"""The fact of a request to remember: before it in the languages without other patterns of intent, behind it in all."""

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
_BEHIND = (
    r"(?:please |can you |could you )*(?:(?:remember|save|store|note|memori[sz]e|record) (?:that|this|it)|"
    r"(?:keep|bear) (?:that|this|it) in mind|(?:don['’]?t|do not|never) forget (?:that|this|it)|(?<=please )remember)"
    r"(?: (?:please|for me|for later|down))*",
    r"(?:bitte )?(?:merke? (?:dir|es dir|dir das|dir es)|merk['’]?s dir|notiere? (?:dir )?(?:das|es)|"
    r"vergiss (?:das|es) (?:bitte )?nicht|(?:das|bitte) (?:bitte )?merken|speichere? (?:das|es))(?: bitte)?",
    r"(?:por favor,? )?(?:recuérda(?:lo|melo)|no lo olvides|apúnta(?:lo|melo)|anóta(?:lo|melo)|guárda(?:lo|melo)|"
    r"acuérdate(?: de eso)?|tenlo en cuenta)(?:,? por favor)?",
    r"(?:请|麻烦你?|你要?)?(?:帮我)?(?:记住|记下来?|记一下|别忘了?|不要忘记?)(?:这个|这件事|它|哦|喔|吧)?",
    r"(?:s['’]il (?:te|vous) pla[iî]t,? )?(?:retiens|retenez|note|notez)-le|ne l['’]oublie[zs]? pas",
    r"(?:por favor,? )?(?:lembre-se disso|lembra-te disso|não (?:se )?esqueça(?: disso)?|guarde isso|anote isso)",
    r"(?:per favore,? )?(?:ricordatelo|ricordalo|non dimenticarlo|segnatelo)",
)
_BEFORE = LazyPattern(rf"\W*(?:{'|'.join(_FIRST)})(?=\S)")
_TAIL = LazyPattern(rf"\s*[,;.!–—，。！；-]\s*(?:{'|'.join(_BEHIND)})\W*$")  # noqa: RUF001
_AFTER = LazyPattern(rf"(?:{'|'.join(_LAST)})\W*$")
_QUESTION = LazyPattern(r"[?\uff1f؟]\W*$")


def fact_before_request(text: str) -> str:
    """Return the fact that a message on one line states before it asks to remember it; empty if it does not."""
    asked = _TAIL.search(text)
    is_asked = asked is None or any(_QUESTION.search(part) for part in (text, text[: asked.start() + 1]))
    return "" if asked is None or is_asked else text[: asked.start()].strip()


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
