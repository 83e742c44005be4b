"""Writes whole numbers in words by rules of our own: the second way that confirms what `num2words` writes."""

from collections.abc import Callable

MAX_NUMBER = 10**12 - 1  # beyond it the short and the long scale name different numbers


def split_words(text: str) -> list[str]:
    """Return the words of a table, the first for zero."""
    return text.split()


_EN_ONES = split_words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_EN_TENS = split_words("- - twenty thirty forty fifty sixty seventy eighty ninety")
_ES_ONES = split_words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve"
)
_ES_TENS = split_words("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS = split_words(
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_FR_ONES = split_words(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
)
_FR_TENS = split_words("- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")
_DE_ONES = split_words(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
)
_DE_TENS = split_words("- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_IT_ONES = split_words(
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove"
)
_IT_TENS = split_words("- - venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
_PT_ONES = split_words(
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete "
    "dezoito dezanove"
)
_PT_TENS = split_words("- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
_PT_HUNDREDS = split_words(
    "- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
)
_HAN_DIGITS = "零一二三四五六七八九"


def write(number: int, language: str) -> str:
    """Return a whole number from 0 to `MAX_NUMBER` in words.

    Raises:
        KeyError: There are no rules for the language.
    """
    return _WRITERS[language](number)


def languages() -> frozenset[str]:
    """Return the languages in which numbers can be written."""
    return frozenset(_WRITERS)


def _groups(number: int) -> tuple[int, int, int, int]:
    """Return the milliards, millions, thousands and the rest, each below a thousand."""
    return number // 10**9, number // 10**6 % 1000, number // 1000 % 1000, number % 1000


def _english(number: int) -> str:
    if number < 20:
        return _EN_ONES[number]
    if number < 100:
        ones = f"-{_EN_ONES[number % 10]}" if number % 10 else ""
        return _EN_TENS[number // 10] + ones
    if number < 1000:
        rest = f" and {_english(number % 100)}" if number % 100 else ""
        return f"{_EN_ONES[number // 100]} hundred{rest}"
    names = ("billion", "million", "thousand")
    groups = _groups(number)
    words = [f"{_english(group)} {name}" for group, name in zip(groups, names, strict=False) if group]
    if groups[-1]:
        words.append(("and " if groups[-1] < 100 else "") + _english(groups[-1]))
    return " ".join(words)


def _spanish(number: int) -> str:
    if number < 30:
        return _ES_ONES[number]
    if number < 100:
        return _ES_TENS[number // 10] + (f" y {_ES_ONES[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1000:
        return _ES_HUNDREDS[number // 100] + (f" {_spanish(number % 100)}" if number % 100 else "")
    if number < 10**6:
        thousands = f"{_spanish_before_noun(number // 1000)} mil" if number >= 2000 else "mil"
        return thousands + (f" {_spanish(number % 1000)}" if number % 1000 else "")
    millions = "un millón" if number < 2 * 10**6 else f"{_spanish_before_noun(number // 10**6)} millones"
    return millions + (f" {_spanish(number % 10**6)}" if number % 10**6 else "")


def _spanish_before_noun(number: int) -> str:
    """Return a number as it stands before what it counts: `uno` is shortened."""
    words = _spanish(number)
    if words.endswith("veintiuno"):
        return f"{words[:-3]}ún"
    return words[:-1] if words.endswith("uno") else words


def _french(number: int) -> str:
    """Return the spelling before the reform of 1990, as most books have it."""
    return _french_below_million(number) if number < 10**6 else _french_large(number)


def _french_below_million(number: int, *, last: bool = True) -> str:
    """Return the words; where something follows that is no noun, `vingts` and `cents` lose their s."""
    if number < 20:
        return _FR_ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        if tens in (7, 9):
            ones += 10
        joint = " et " if ones in (1, 11) and tens < 8 else "-"
        if ones:
            return f"{_FR_TENS[tens]}{joint}{_FR_ONES[ones]}"
        return _FR_TENS[tens] + ("s" if tens == 8 and last else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        words = "cent" if hundreds == 1 else f"{_FR_ONES[hundreds]} cent"
        if rest:
            return f"{words} {_french_below_million(rest, last=last)}"
        return words + ("s" if hundreds > 1 and last else "")
    thousands, rest = divmod(number, 1000)
    words = "mille" if thousands == 1 else f"{_french_below_million(thousands, last=False)} mille"
    return f"{words} {_french_below_million(rest, last=last)}" if rest else words


def _french_large(number: int) -> str:
    words = []
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        count, number = divmod(number, size)
        if count:
            words.append(f"{_french_below_million(count)} {name}{'s' if count > 1 else ''}")
    return " ".join([*words, *([_french_below_million(number)] if number else [])])


def _german(number: int) -> str:
    words = []
    for size, one, many in ((10**9, "eine Milliarde", "Milliarden"), (10**6, "eine Million", "Millionen")):
        count, number = divmod(number, size)
        if count:
            words.append(one if count == 1 else f"{_german_before_noun(count)} {many}")
    return " ".join([*words, *([_german_below_million(number)] if number or not words else [])])


def _german_before_noun(number: int) -> str:
    """Return a number as it stands before a feminine noun such as Million."""
    words = _german_below_million(number)
    return f"{words[:-1]}e" if words.endswith("eins") else words


def _german_below_million(number: int) -> str:
    if number < 20:
        return _DE_ONES[number]
    if number < 100:
        ones = "ein" if number % 10 == 1 else _DE_ONES[number % 10]
        return (f"{ones}und" if number % 10 else "") + _DE_TENS[number // 10]
    if number < 1000:
        hundreds = "ein" if number < 200 else _DE_ONES[number // 100]
        return f"{hundreds}hundert" + (_german_below_million(number % 100) if number % 100 else "")
    thousands = _german_below_million(number // 1000)
    thousands = thousands[:-1] if thousands.endswith("eins") else thousands
    return f"{thousands}tausend" + (_german_below_million(number % 1000) if number % 1000 else "")


def _italian(number: int) -> str:
    words = []
    for size, one, many in ((10**9, "un miliardo", "miliardi"), (10**6, "un milione", "milioni")):
        count, number = divmod(number, size)
        if count:
            words.append(one if count == 1 else f"{_italian_below_million(count)} {many}")
    if number or not words:
        words.append(_italian_below_million(number))
    return " e ".join(words)


def _italian_below_million(number: int) -> str:
    """Return the words; a compound that ends in `tre` is stressed there."""
    words = _italian_compound(number)
    return f"{words[:-1]}é" if number > 20 and words.endswith("tre") else words


def _italian_compound(number: int) -> str:
    if number < 20:
        return _IT_ONES[number]
    if number < 100:
        tens, ones = _IT_TENS[number // 10], number % 10
        return (tens[:-1] if ones in (1, 8) else tens) + (_IT_ONES[ones] if ones else "")
    if number < 1000:
        hundreds = ("" if number < 200 else _IT_ONES[number // 100]) + "cento"
        rest = number % 100
        elided = hundreds[:-1] if rest == 8 or 80 <= rest < 90 else hundreds
        return elided + (_italian_compound(rest) if rest else "")
    thousands = "mille" if number < 2000 else f"{_italian_compound(number // 1000)}mila"
    return thousands + (_italian_compound(number % 1000) if number % 1000 else "")


def _portuguese(number: int) -> str:
    """Return the spelling of Portugal."""
    if number < 20:
        return _PT_ONES[number]
    if number < 100:
        return _PT_TENS[number // 10] + (f" e {_PT_ONES[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cem"
    if number < 1000:
        return _PT_HUNDREDS[number // 100] + (f" e {_portuguese(number % 100)}" if number % 100 else "")
    size = 1000 if number < 10**6 else 10**6
    count, rest = divmod(number, size)
    if size == 1000:
        words = "mil" if count == 1 else f"{_portuguese(count)} mil"
    else:
        words = "um milhão" if count == 1 else f"{_portuguese(count)} milhões"
    if not rest:
        return words
    joint = " e " if rest < 100 or (rest < 1000 and rest % 100 == 0) else " "
    return f"{words}{joint}{_portuguese(rest)}"


def _chinese(number: int) -> str:
    return _han_groups(number, ones_before=True, zeros=True, hundred_millions="亿") or "零"


def _japanese(number: int) -> str:
    return _han_groups(number, ones_before=False, zeros=False, hundred_millions="億") or "零"


def _han_groups(number: int, *, ones_before: bool, zeros: bool, hundred_millions: str) -> str:
    """Return a number in groups of four digits.

    Args:
        number: The number.
        ones_before: Whether a hundred is 一百 and not 百.
        zeros: Whether a place that is left out is named 零.
        hundred_millions: The sign for ten to the eighth power.
    """
    words, gap = "", False
    for size, name in ((10**8, hundred_millions), (10**4, "万"), (1, "")):
        group, number = divmod(number, size)
        if not group:
            gap = gap or bool(words)
            continue
        if zeros and words and (gap or group < 1000):
            words += "零"
        words += _han_group(group, opening=not words, ones_before=ones_before, zeros=zeros) + name
        gap = False
    return words


def _han_group(group: int, *, opening: bool, ones_before: bool, zeros: bool) -> str:
    words, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, group = divmod(group, size)
        if not digit:
            gap = gap or bool(words)
            continue
        if zeros and words and gap:
            words += "零"
        bare = digit == 1 and size > 1 and (not ones_before or (size == 10 and opening and not words))
        words, gap = words + ("" if bare else _HAN_DIGITS[digit]) + name, False
    return words


_WRITERS: dict[str, Callable[[int], str]] = {
    "de": _german,
    "en": _english,
    "es": _spanish,
    "fr": _french,
    "it": _italian,
    "ja": _japanese,
    "pt": _portuguese,
    "zh": _chinese,
}
