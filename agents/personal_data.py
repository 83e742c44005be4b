"""Masks personal data that code can recognize: e-mail addresses, telephone and card numbers, IBANs.

A number is masked only where two ways agree: its form or its check digits, and what the text says of it. An exercise
is full of numbers, and none of them may be changed. What a text means is not judged here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from agents.lazy_pattern import LazyPattern

# The names that a guardrail of Bedrock has for the same, so that both are counted together.
_CATEGORIES = {
    "card": "personal.CREDIT_DEBIT_CARD_NUMBER",
    "email": "personal.EMAIL",
    "iban": "personal.INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "phone": "personal.PHONE",
}
_MASKS = {
    "card": "[card number]",
    "email": "[e-mail address]",
    "iban": "[bank account number]",
    "phone": "[phone number]",
}
RULES = tuple(_CATEGORIES)
"""The names of the rules."""

_EMAIL = LazyPattern(
    r"(?<![a-z0-9._%+/@-])[a-z0-9][a-z0-9._%+-]{0,63}@"
    r"((?:[a-z0-9][a-z0-9-]{0,62}\.){1,8})([a-z]{2,24})(?![a-z0-9_@([-]|:[\w/])"
)
# Beside countries, which have two letters. Python has a matrix product with methods: `weights@inputs.mean` is none.
_TOP_LEVEL = (
    " academy aero app arpa asia biz blog cat chat cloud club com coop dev edu email family gov info int jobs life "
    "live mail mil mobi museum name net online org post pro school shop site space store tech tel travel website wiki "
    "work world xyz "
)
_OF_NOBODY = ("example.com", "example.net", "example.org")  # RFC 2606: for documents

_IBAN = LazyPattern(r"(?<![A-Z0-9])[A-Z]{2}[0-9]{2}[ -]?[A-Z0-9]")
# SWIFT, "IBAN Registry": how long the IBAN of each country is.
_IBAN_LENGTHS = (
    " AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 "
    "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 "
    "LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 "
    "QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 "
)

_CARD = LazyPattern(
    r"(?<![a-z0-9_.,$€£])(?:\d{13,19}|\d{4}([ -])(?:\d{4}\1\d{4}\1\d{1,4}|\d{6}\1\d{4,5}))(?![a-z0-9_]|[.,]\d)"
)
# ISO/IEC 7812: what the numbers of an issuer begin with, and how long they are.
_ISSUERS = LazyPattern(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12}"  # Discover
    r"|3(?:0[0-5]|[68]\d)\d{11}"  # Diners Club
    r"|35(?:2[89]|[3-8]\d)\d{12}"  # JCB
    r"|62\d{14,17}"  # UnionPay
)
_CARD_WORD = LazyPattern(
    r"(?:\b(?:cards?|visa|master ?card|amex|american express|maestro|carte|tarjeta|cart[aã]o|carta)\b"
    r"|karten?(?:nummer)?\b|卡|カード|카드|कार्ड|بطاقة)(?:[^\d.?!]|\bn[or]\.){0,40}\Z"
)
_EXPIRY = LazyPattern(r"[ ,;]{1,3}(?:exp\w*\W{0,3})?(?:0[1-9]|1[0-2])/(?:20)?[2-4]\d\b")

_NUMBER = LazyPattern(r"(?<![a-z0-9_.,+])(?:\+|\()?\(?\d(?:[ .()/-]{0,3}\d){6,16}(?![a-z0-9_]|[.,]\d)")
_PHONE_WORD = LazyPattern(
    r"(?:\b(?:(?:cell|mobile|tele|home|work)?[ -]?phone|tel\.?|fax|whatsapp|mobil(?:e|telefon|nummer)?|handy(?:nummer)?"
    r"|telefon\w*|rufnummer|t[ée]l[ée]phone|portable|tel[ée]fono|m[óo]vil|celular|telem[óo]vel|telefone|cellulare"
    r"|(?:call|ring|text|dial|reach|phone) (?:me|us|him|her|them))(?!\w)"
    r"|电话|電話|手机|手機|携帯|전화|휴대폰|핸드폰|फ़ोन|फोन|मोबाइल|هاتف|الهاتف|جوال)"
    r"((?:[^\w.?!。]|\b(?:number|nummer|num[ée]ro|n[úu]mero|no\.?|nr\.?|is|was|at|on|me|us|my|his|her|our|their|ist|lautet"
    r"|est|es|al|au|le|mi|mon|il|è|é|e)(?!\w)|番号|号码|號碼|号|號|是|は|が|번호|는|은|नंबर|है|हैं|رقم|رقمي|هو){0,12})\Z"
)
_IS_NUMBER = LazyPattern(r"nummer|num|n[úu]m|no\b|nr\b|call|ring|text|dial|reach|号|號|번호|नंबर|رقم")
_BEFORE_BARE = LazyPattern(r"(?:\A|[^\W\d_]{2}|[\n:;,.!?(])[ \t]{0,3}\Z")  # no operand stands there
_OPERATOR_AFTER = LazyPattern(
    r"\)?[ \t]{0,3}(?:[*/^=×÷·<>%!]|[+−-][ \t]{0,3}(?:\d|\(|[a-z]\b)|(?:times|plus|minus|mod)\b)"
)
_SEPARATORS = LazyPattern(r"[ .()/-]+")
# ITU-T E.164 and national numbering plans: how many digits follow the code of a country.
_NATIONAL: Mapping[str, tuple[int, int]] = {
    "1": (10, 10), "7": (10, 10), "20": (9, 10), "27": (9, 9), "30": (10, 10), "31": (9, 9), "32": (8, 9),
    "33": (9, 9), "34": (9, 9), "36": (8, 9), "39": (8, 11), "41": (9, 9), "43": (7, 13), "44": (9, 10), "45": (8, 8),
    "46": (7, 10), "47": (8, 8), "48": (9, 9), "49": (7, 11), "52": (10, 10), "54": (10, 11), "55": (10, 11),
    "56": (9, 9), "57": (10, 10), "61": (9, 9), "64": (8, 10), "65": (8, 8), "81": (9, 10), "82": (8, 10),
    "86": (10, 11), "90": (10, 10), "91": (10, 10), "92": (10, 10), "351": (9, 9), "353": (7, 9), "358": (6, 10),
    "420": (9, 9), "852": (8, 8), "886": (8, 9), "966": (9, 9), "971": (8, 9),
}  # fmt: skip
_CONTEXT = 80  # characters before a number in which the text may say what it is


class _FoundData(NamedTuple):
    start: int
    end: int
    rule: str


def parse_rules(text: str) -> tuple[str, ...]:
    """Parse the names of rules, with commas between them.

    Raises:
        ValueError: One is not known; the message says which are.
    """
    names = {name.strip() for name in text.split(",")}
    if not names <= set(RULES):
        raise ValueError(f"some of {', '.join(RULES)}, with commas between them")
    return tuple(sorted(names))


def mask(text: str, rules: Iterable[str]) -> tuple[str, Counter[str]]:
    """Return a text without the personal data that the rules find, and how often each category was masked.

    Args:
        text: What somebody wrote, a file or the result of a tool.
        rules: The names of the rules in force.
    """
    found: list[_FoundData] = []
    for rule in ("iban", "card", "email", "phone"):  # the surest first: what it has found is nothing else
        if rule in rules:
            found += [one for one in _FINDERS[rule](text) if not any(_overlap(one, other) for other in found)]
    if not found:
        return text, Counter()
    parts, at = [], 0
    for start, end, rule in sorted(found):
        parts += [text[at:start], _MASKS[rule]]
        at = end
    return "".join([*parts, text[at:]]), Counter(_CATEGORIES[one.rule] for one in found)


def _overlap(one: _FoundData, other: _FoundData) -> bool:
    return one.start < other.end and other.start < one.end


def _emails(text: str) -> Iterator[_FoundData]:
    if "@" not in text:
        return
    for match in _EMAIL.finditer(text):
        labels, top = match[1].lower().rstrip(".").split("."), match[2]
        domain = f"{labels[-1]}.{top.lower()}"
        is_top = f" {top.lower()} " in _TOP_LEVEL or (len(top) == 2 and (top.islower() or top.isupper()))
        if is_top and len(labels[-1]) > 1 and domain not in _OF_NOBODY:
            yield _FoundData(match.start(), match.end(), "email")


def _ibans(text: str) -> Iterator[_FoundData]:
    for match in _IBAN.finditer(text):
        at = _IBAN_LENGTHS.find(f" {match[0][:2].upper()}")
        length = int(_IBAN_LENGTHS[at + 3 : at + 5]) if at >= 0 else 0
        kept: list[str] = []
        end = match.start()
        while end < len(text) and len(kept) < length:
            if text[end].isascii() and text[end].isalnum():
                kept.append(text[end].upper())
            elif text[end] not in " -\u00a0" or not kept or text[end - 1] in " -\u00a0":
                break
            end += 1
        is_whole = len(kept) == length and not text[end : end + 1].isalnum()
        if is_whole and int("".join(str(int(one, 36)) for one in kept[4:] + kept[:4])) % 97 == 1:
            yield _FoundData(match.start(), end, "iban")


def _cards(text: str) -> Iterator[_FoundData]:
    for match in _CARD.finditer(text):
        digits = "".join(one for one in match[0] if one.isdigit())
        if not _ISSUERS.fullmatch(digits) or not _passes_luhn(digits):
            continue
        before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() : match.end() + 30]
        if _CARD_WORD.search(before) or _EXPIRY.match(after):
            yield _FoundData(match.start(), match.end(), "card")


def _passes_luhn(digits: str) -> bool:
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def _phones(text: str) -> Iterator[_FoundData]:
    for match in _NUMBER.finditer(text):
        before, after = text[max(0, match.start() - _CONTEXT) : match.start()], text[match.end() : match.end() + 12]
        if _is_called_phone(match[0], before) or _is_international(match[0], before, after):
            yield _FoundData(match.start(), match.end(), "phone")


def _is_called_phone(number: str, before: str) -> bool:
    """Return whether the text says that a number is one of a telephone: sales of a telephone are a number too."""
    said = _PHONE_WORD.search(before)
    if said is None:
        return False
    return number[0] in "+(0" or not _is_amount(_groups(number)) or _IS_NUMBER.search(said[0]) is not None


def _is_international(number: str, before: str, after: str) -> bool:
    """Return whether a number with nothing said of it is one of a country, in a form that no calculation has."""
    if not number.startswith("+") or not _BEFORE_BARE.search(before) or _OPERATOR_AFTER.match(after):
        return False
    groups, separators = _groups(number), set(number[1:]) - set("0123456789")
    is_grouped = separators & {" ", "("} or (separators == {"."} and len(groups) > 2)
    if not is_grouped or _is_amount(groups):
        return False
    digits = "".join(groups)
    for length in (1, 2, 3):
        fewest, most = _NATIONAL.get(digits[:length], (0, 0))
        if most and len(groups[0]) == length and fewest <= len(digits) - length <= most:
            return True
    return False


def _groups(number: str) -> list[str]:
    return [group for group in _SEPARATORS.split(number.lstrip("+")) if group]


def _is_amount(groups: Sequence[str]) -> bool:
    """Return whether digits stand together, or in thousands."""
    return all(len(group) == 3 for group in groups[1:])


_FINDERS: Mapping[str, Callable[[str], Iterator[_FoundData]]] = {
    "card": _cards,
    "email": _emails,
    "iban": _ibans,
    "phone": _phones,
}
