"""Words in formulas: names of functions, units and products of variables; every other word is prose."""

import itertools
import re

_FUNCTIONS = (
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan asin acos atan log ln lg exp lim max min sup inf "
    "arg argmax argmin gcd lcm ggT kgV mod div det dim ker deg tr rank sgn sign var Var Cov cov Corr Pr erf grad curl "
    "rot span sqrt abs floor ceil Re Im const end"
)
_UNITS = (
    "mm cm dm km nm ft yd mi ha mg kg lb oz ml mL cl dl min hr hrs sec ms ns Hz kHz MHz GHz Pa kPa hPa MPa bar atm kN "
    "kJ MJ eV keV MeV kW MW kWh Wh mV kV mA mol cal kcal rad sr dB ppm mph kph rpm"
)
_NAMES = frozenset(_FUNCTIONS.split()) | frozenset(_UNITS.split())
# Short words of sentences; other pairs of letters are products of variables, such as `ab`.
_SHORT_PROSE = (
    "an as at be by do go he if in is it me my no of on or so to up us vs we de la le el en et ou un du au es se si ne "
    "zu im am da di il lo na ao"
)
_PLAIN_LETTERS = re.compile(r"[A-Za-z]+")
# Greek, and letters that Unicode made for formulas.
_SYMBOLS = re.compile("[\u0370-\u03ff\u2100-\u214f\U0001d400-\U0001d7ff]+")
MAX_PRODUCT = 2  # letters of a product that has no other sign of one
_MAX_CAPITALS = 6  # corners of a figure


def is_prose(word: str, *, money: bool) -> bool:
    """Tell whether a word of letters belongs to a sentence and to no formula.

    Args:
        word: The word.
        money: Whether it follows what may be an amount of money.
    """
    if word in _NAMES or (len(word) == 1 and _PLAIN_LETTERS.match(word)):
        return False
    if _SYMBOLS.fullmatch(word):
        return len(word) > MAX_PRODUCT
    if not _PLAIN_LETTERS.fullmatch(word):
        return True
    if word.isupper():
        return money or (len(word) > _MAX_CAPITALS and not _is_alphabetical(word))
    if len(word) <= MAX_PRODUCT:
        return word in _SHORT_PROSE.split() or (money and word.islower() and word[0] != "d")
    return not (_is_alphabetical(word) or _has_no_vowel(word) or _has_inner_capital(word[:3]))


def may_become_mathematical(beginning: str) -> bool:
    """Tell whether more letters can make a word of prose into one of a formula."""
    short = len(beginning) <= MAX_PRODUCT or beginning.isupper()
    return short or _is_alphabetical(beginning) or any(name.startswith(beginning) for name in _NAMES)


def _is_alphabetical(word: str) -> bool:
    """Tell whether the letters follow each other in the alphabet, as in `abc`."""
    return all(ord(second) - ord(first) == 1 for first, second in itertools.pairwise(word))


def _has_no_vowel(word: str) -> bool:
    return not set(word.lower()) & set("aeiouy") or word.lower() in ("xyz", "xy")


def _has_inner_capital(letters: str) -> bool:
    return letters[1:] != letters[1:].lower()
