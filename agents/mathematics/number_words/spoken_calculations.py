"""Rewrites calculations in words as signs, in seven languages: “one more than 407” is `407+1`."""

# ruff: noqa: E501, RUF001 - patterns of words

import re

from agents.mathematics.number_words.spoken_parts import fractions_for_parts

_N = r"(?<![a-zA-Z0-9_.])-?\d{1,15}(?:\.\d{1,15})?(?:/\d{1,9})?(?![.\d]*\d)"
_ONE = rf"({_N})"
_PLACES = (
    (1000, r"thousands?|tausender|tausend|millares|mil|千"),
    (100, r"hundreds?|hunderter|hundert|centenas?|cientos?|百"),
    (10, r"tens?|zehner|zehn|decenas?|diez|十"),
    (1, r"ones?|units?|einer|eins|unidad(?:es)?|个|個"),
)
# What is counted so often that its name says the number.
_COUNTED = (
    (r"(?:days|tage|días|天).{0,12}(?:week|woche|semana|星期|周)", 7),
    (r"(?:months|monate|meses|月).{0,12}(?:year|jahr|año|年)", 12),
    (r"(?:hours|stunden|horas|小时).{0,12}(?:day|tag|día|天)", 24),
    (r"(?:minutes|minuten|minutos|分钟).{0,14}(?:hour|stunde|hora|小时)", 60),
    (
        r"(?:legs|feet|paws|beine|patas|腿).{0,20}(?:dog|cat|horse|table|chair|cow|hund|katze|pferd|tisch|perro|gato|mesa|狗|猫|桌子)",
        4,
    ),
    (r"(?:dog|cat|horse|table|cow|hund|katze|perro|gato|狗|猫|桌子).{0,12}(?:legs|paws|beine|patas|腿)", 4),
    (r"(?:legs|beine|patas|腿).{0,14}(?:spider|spinne|araña|蜘蛛)", 8),
    (r"(?:fingers|finger|dedos|手指).{0,14}(?:hand|mano|手)", 5),
    (r"(?:wheels|räder|ruedas|轮子).{0,14}(?:car|auto|coche|汽车)", 4),
    (r"(?:seasons|jahreszeiten|estaciones|季节).{0,14}(?:year|jahr|año|年)", 4),
)
_Rule = tuple[str, str]
_RULES: tuple[_Rule, ...] = (
    # Powers, multiples and parts of one number.
    (r"(?:(?:the )?square of|(?:das )?quadrat von|(?:el )?cuadrado de|(?:le )?carré de|(?:il )?quadrato di|(?:o )?quadrado de)\s+(-?\d[\d.]*|\b[a-z]\b)", r"(\1^2)"),
    (r"\bequis\b", "x"),
    (r"\bplus (?:or|and) (?:minus\b|-)|\bplus-minus\b|\bplus(?:/| oder )minus\b|\bmás[ -](?:o )?menos\b|\bplus ou moins\b|\bpiù o meno\b|\bmais ou menos\b|加减|正负", "±"),
    (rf"(?:(?:the )?(?:square )?root of|(?:die )?(?:quadrat)?wurzel (?:aus|von)|(?:la )?raíz (?:cuadrada )?de|(?:la )?racine (?:carrée )?de|(?:la )?radice (?:quadrata )?di|(?:a )?raiz (?:quadrada )?de|根号)\s*{_ONE}", r"sqrt(\1)"),
    (r"((?<![-\w.^)/])\d[\d.]*|(?<![a-z])[a-z])\s*(?:squared|al cuadrado|au carré|al quadrato|ao quadrado|zum quadrat|im quadrat|quadrat\b|的平方)", r"\1^2"),
    (r"((?<![-\w.^)/])\d[\d.]*|(?<![a-z])[a-z])\s*(?:cubed|al cubo|au cube|ao cubo|hoch 3|的立方|的3次方)", r"\1^3"),
    (rf"(?:(?:the )?double of|doubled?|twice|(?:el )?doble de|(?:le )?double de|(?:il )?doppio di|(?:o )?dobro de|(?:das )?doppelte von|doppelt so (?:viel|groß) wie)\s+{_ONE}", r"(2*\1)"),
    (rf"(?:triple of|tripled?|thrice|triple de|(?:il )?triplo di|(?:o )?triplo de|(?:das )?dreifache von)\s+{_ONE}", r"(3*\1)"),
    (rf"{_ONE}\s*(?:doubled|verdoppelt|的两倍|的2倍|的二倍)", r"(2*\1)"),
    (rf"{_ONE}\s*(?:halved|halbiert|的一?1?半)", r"(\1/2)"),
    (rf"(?:half(?: of)?|mitad de|hälfte von|moitié de|metà di|metade de)\s+{_ONE}", r"(\1/2)"),
    (rf"(?<!\d)(1/\d+)\s*(?:of|de|von|di)\s+{_ONE}(?!\s*%)", r"(\1*\2)"),
    (rf"{_ONE}\s*(?:dozens?|dutzend|docenas?|打)\b", r"(12*\1)"),
    (r"\bhalf (?:a|one|1) dozen\b|\bein halbes dutzend\b|\bmedia docena\b|\bune demi-douzaine\b|半打", "6"),
    (r"\b(?:a|one) dozen\b|\bein dutzend\b|\buna docena\b|一打", "12"),
    # The numbers beside one, and the opposite of it.
    (rf"(?:(?:number|integer|comes?|right|directly|just|immediately|zahl|direkt|número|justo)\s+(?:right |just |directly )?(?:after|nach|después de)|successor of|nachfolger von|(?:siguiente|sucesor) (?:a|de))\s+{_ONE}", r"(\1+1)"),
    (rf"(?:(?:number|integer|comes?|right|directly|just|immediately|zahl|direkt|número|justo)\s+(?:right |just |directly )?(?:before|vor|antes de)|predecessor of|vorgänger von|(?:anterior|predecesor) (?:a|de))\s+{_ONE}", r"(\1-1)"),
    (rf"{_ONE}\s*(?:的后一个数|后面的数|的下一个数)", r"(\1+1)"),
    (rf"{_ONE}\s*(?:的前一个数|前面的数)", r"(\1-1)"),
    (rf"(?:the )?(?:opposite|negative|negation) of\s+{_ONE}|(?:o )?(?:opuesto|negativo|oppos[ée]|oposto|opposto) d[ei]\s+{_ONE}|(?:negative|gegenzahl)\w* von\s+{_ONE}", r"(-\1\2\3)"),
    (rf"{_ONE}\s*(?:的相反数|,?\s*(?:but|pero|aber|yet|只是)?\s*(?:with a minus(?: sign)?|with (?:a|the) negative sign|below zero|bajo cero|unter null|mit (?:einem )?minus|con (?:el )?signo menos|negativ[eo]?\b|但是负))", r"(-\1)"),
    (r"(\d)\s+(?:under|below|bajo|unter)\s+0\b", r"\1 * (-1)"),
    (rf"{_ONE}\s*(?:followed by|and|with|seguido de|con|mit|gefolgt von|后面(?:有|跟)?)\s*{_ONE}\s*个?(?:zero(?:e?s)?|ceros?|nullen|零|0)(?!\d)", r"(\1*10^\2)"),
    # Two numbers.
    (rf"{_ONE}\s+(?:more|greater|bigger|larger|higher)\s+than\s+{_ONE}", r"(\2+\1)"),
    (rf"{_ONE}\s+(?:mehr|größer|höher)\s+als\s+{_ONE}|{_ONE}\s+(?:más|mayor)\s+que\s+{_ONE}", r"(\2\4+\1\3)"),
    (rf"(?<!(?-i:Is) ){_ONE}\s+(?:less|smaller|lower|fewer)\s+than\s+{_ONE}", r"(\2-\1)"),
    (rf"(?<!(?-i:Ist) ){_ONE}\s+(?:weniger|kleiner|geringer)\s+als\s+{_ONE}|(?<!(?-i:Es) ){_ONE}\s+menos\s+que\s+{_ONE}", r"(\2\4-\1\3)"),
    (rf"\b(?:un|uno|um) (?:de plus|in più|a mais) (?:que|di|do que)\s+{_ONE}", r"(\1+1)"),
    (rf"\b(?:un|uno|um) (?:de moins|in meno|a menos) (?:que|di|do que)\s+{_ONE}", r"(\1-1)"),
    (rf"{_ONE}\s+(?:de plus|in più|a mais)\s+(?:que|di|do que)\s+{_ONE}", r"(\2+\1)"),
    (rf"{_ONE}\s+(?:de moins|moins|in meno|a menos)\s+(?:que|di|do que)\s+{_ONE}", r"(\2-\1)"),
    (rf"比\s*{_ONE}\s*(?:多|大|高)\s*{_ONE}", r"(\1+\2)"),
    (rf"比\s*{_ONE}\s*(?:少|小|低)\s*{_ONE}", r"(\1-\2)"),
    (rf"{_ONE}\s*より(?:も)?\s*{_ONE}つ?\s*(?:だけ)?(?:大き|多)|{_ONE}\s*に\s*{_ONE}\s*を(?:足|加え)|{_ONE}\s*(?:보다|에)\s*{_ONE}(?:만큼|을|를)?\s*(?:더 )?(?:큰|크|많|더한|더하)|{_ONE}\s*स\s*{_ONE}\s*(?:अधिक|जयादा|बडा)", r"(\1\3\5\7+\2\4\6\8)"),
    (rf"{_ONE}\s*より(?:も)?\s*{_ONE}つ?\s*(?:だけ)?(?:小さ|少な)|{_ONE}\s*から\s*{_ONE}\s*を(?:引|ひ)|{_ONE}\s*(?:보다|에서)\s*{_ONE}(?:만큼|을|를)?\s*(?:더 )?(?:작|적|뺀|빼)|{_ONE}\s*स\s*{_ONE}\s*(?:कम|छोटा)", r"(\1\3\5\7-\2\4\6\8)"),
    (rf"{_ONE}\s*(?:より(?:も)?\s*一つ\s*(?:だけ)?(?:大き|多)|स\s*एक\s*(?:अधिक|जयादा|बडा))", r"(\1+1)"),
    (rf"{_ONE}\s*(?:より(?:も)?\s*一つ\s*(?:だけ)?(?:小さ|少な)|स\s*एक\s*(?:कम|छोटा))", r"(\1-1)"),
    (rf"ا(?:كثر|كبر|زيد) من\s*{_ONE}\s*ب\s*{_ONE}|{_ONE}\s*ا(?:كثر|كبر) من\s*{_ONE}|{_ONE}\s*زائد\s*{_ONE}", r"(\1\3\5+\2\4\6)"),
    (rf"ا(?:قل|صغر) من\s*{_ONE}\s*ب\s*{_ONE}|{_ONE}\s*ناقص\s*{_ONE}", r"(\1\3-\2\4)"),
    (rf"not\s+{_ONE}\W{{1,3}}(?:but\s+)?(?:one|1)\s+(?:less|smaller)\b", r"(\1-1)"),
    (rf"not\s+{_ONE}\W{{1,3}}(?:but\s+)?(?:one|1)\s+(?:more|greater)\b", r"(\1+1)"),
    (rf"{_ONE}\W{{0,2}}\s+(?:and|then|y|und|dann)\s+(?:then\s+)?(?:go up by|add|plus|suma(?:le)?|súmale|addiere|zähle)\s+{_ONE}", r"(\1+\2)"),
    (rf"{_ONE}\W{{0,2}}\s+(?:and|then|y|und|dann)\s+(?:then\s+)?(?:go down by|subtract|take away|minus|resta(?:le)?|réstale|subtrahiere|ziehe)\s+{_ONE}", r"(\1-\2)"),
    (rf"\badd\s+{_ONE}\s+to\s+{_ONE}", r"(\2+\1)"),
    (rf"\bsubtract\s+{_ONE}\s+from\s+{_ONE}", r"(\2-\1)"),
    (rf"{_ONE}\s+(?:increased by|vermehrt um|aumentado en)\s+{_ONE}", r"(\1+\2)"),
    (rf"{_ONE}\s+(?:decreased by|reduced by|vermindert um|disminuido en)\s+{_ONE}", r"(\1-\2)"),
    (rf"{_ONE}\s+(?:and|y|und|et|e)\s+{_ONE}\s+(?:more|más|mehr|together|zusammen|juntos)\b", r"(\1+\2)"),
    (rf"{_ONE}\s*(?:plus|más|più|mais|加上?)\s*{_ONE}", r"\1+\2"),
    (rf"{_ONE}\s*(?:minus|menos|moins|meno|减去?)\s*{_ONE}", r"\1-\2"),
    (rf"{_ONE}\s*(?:times|multiplied by|mal|por|per|fois|vezes|multiplicado por|multiplié par|乘以?)\s*{_ONE}", r"\1*\2"),
    (rf"{_ONE}\s*(?:divided by|over|out of|dividido (?:por|entre)|geteilt durch|durch|divisé par|diviso(?: per)?|sur|su|除以|sobre)\s*{_ONE}", r"(\1/\2)"),
    (rf"{_ONE}\s*(?:von|of|of the|of those|de las?)\s*{_ONE}\s*(?:equal |gleichen )?(?:parts|pieces|slices|teilen|stücken|partes)", r"(\1/\2)"),
    (rf"{_ONE}\s*(?:partes?|份)\s*(?:de|中的)\s*{_ONE}", r"(\1/\2)"),
    (rf"(?<!:){_ONE}(?: : |:){_ONE}(?!:)", r"(\1/\2)"),
    (rf"(?:numerator|zähler|numerador|分子)\D{{0,12}}?{_ONE}\D{{1,30}}?(?:denominator|nenner|denominador|分母)\D{{0,12}}?{_ONE}", r"(\1/\2)"),
    (r"(?<![\w./])(\d+)\s+(?:and|y|und|et|e)\s+(\d+/\d+)", r"(\1+\2)"),
    (r"(\(\d+/\d+\))\s+(?:and|plus|y|más|und|et|e|和|加)\s+(\d+(?![\d.]*/)|\(\d+/\d+\))", r"(\1+\2)"),
    (rf"{_ONE}\s+(?:(?:equal )?(?:pairs|groups|lots|sets|rows|bags|boxes) of|(?:gruppen|paare|reihen) (?:zu|von)|(?:grupos|pares|filas) de)\s+{_ONE}", r"(\1*\2)"),
    (rf"{_ONE}\s+(?:multiplied by itself|mal mit sich selbst|multiplicado por sí mismo)\s+{_ONE}\s*(?:times|mal|veces)", r"(\1^\2)"),
    (rf"{_ONE}\s+to the\s+(?:power (?:of )?)?{_ONE}|{_ONE}\s+hoch\s+{_ONE}|{_ONE}\s+elevado a(?: la)?\s+{_ONE}|{_ONE}\s*的\s*{_ONE}\s*次方", r"(\1\3\5\7^\2\4\6\8)"),
    (rf"(?:\bpi|π|派)\s*(?:times|mal|por|乘以?)\s*{_ONE}", r"(pi*\1)"),
    (rf"{_ONE}\s*派", r"\1*pi"),
    (r"(?<![\w./])(\d+)\s*([½¼¾⅓⅔⅕⅛])", r"(\1+\2)"),
    (r"(?<=[\d)])\s*(?:(?:times|mal|por|乘以?|\*)\s*)?(?:pi\b|π)", "*pi"),
)  # fmt: skip
_OPERAND = r"(?=\s*[-\d(a-zπ√])"
_SUM_WITH_UNKNOWN = r"([a-z]\s*(?:[-+]|plus|más|minus|menos|加|减)\s*\d+)"
_SIGNS: tuple[_Rule, ...] = (
    (rf"\b{_SUM_WITH_UNKNOWN}\s*(?:times|por|mal|乘以?)\s*{_SUM_WITH_UNKNOWN}", r"(\1)*(\2)"),
    (rf"(?<=[\d)²³a-z])\s*,?\s*(?:and then\s*)?(?:\b(?:plus|más|più|mais)\b|加)\s*{_OPERAND}", " + "),
    (rf"(?<=[\d)²³])\s*,?\s*(?:\b(?:minus|menos)\b|减)\s*{_OPERAND}|(?<=\b[a-z])\s*,?\s*(?:\b(?:minus|menos)\b|减)\s*{_OPERAND}", " - "),
    (rf"(?<=[\d)²³π])\s*(?:\b(?:times|mal|por)\b|乘以?)\s*{_OPERAND}", "*"),
    (rf"(?<=\d[a-z])\s*,?\s*(?:\b(?:minus|menos)\b|减)\s*{_OPERAND}", " - "),
    (r"\band then\s+(?=[+-])", " "),
    (r"(?<=\d)\s+(?=[a-z](?:\^\d|[²³]))", ""),
    (r"(?<=[a-z])的平方", "^2"),
)  # fmt: skip
_PLACE = re.compile(
    rf"(?<![\w.])(?:\d{{1,2}}\s*(?:{'|'.join(names for _, names in _PLACES)})(?![^\W\d_])(?:\s*,)?\s*(?:and|y|und|和)?\s*)+(?:\d{{1,2}}(?!\w))?",
    re.IGNORECASE,
)
_PLURALS = ("twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines", "tens", "elevens", "twelves")
_TIMES_TABLE = re.compile(rf"(?<![\w.])(\d{{1,3}})\s+({'|'.join(_PLURALS)})\b", re.IGNORECASE)  # “7 fives are 35”
_SPLIT_NUMBER = re.compile(r"(?<![\w.,])([1-9]\d?0{1,3})\s+(?:and|y|und|et|e)\s+([1-9]\d{0,2})(?![\w.,]\d|\d|\w)")
_SUM = re.compile(r"\bsum\(\s*[\[({]?\s*-?\d[\d.]*(?:\s*,\s*-?\d[\d.]*)+\s*[\])}]?\s*\)?")
_SINGLE_PLACE = tuple((weight, re.compile(rf"(\d{{1,2}})\s*(?:{names})", re.IGNORECASE)) for weight, names in _PLACES)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), sign) for pattern, sign in (*_RULES, *_SIGNS))
_COUNTED_THINGS = tuple((re.compile(pattern, re.IGNORECASE), number) for pattern, number in _COUNTED)


def calculations_for_words(text: str) -> str:
    """Return a text, whose number words are digits already, with the calculations that it words as signs."""
    text = _PLACE.sub(_placed, text)
    text = _TIMES_TABLE.sub(lambda found: f"({found[1]}*{_PLURALS.index(found[2].lower()) + 2})", text)
    text = _SPLIT_NUMBER.sub(_joined, text)
    text = _SUM.sub(lambda found: "+".join(re.findall(r"-?\d+(?:\.\d+)?", found[0])), text)
    text = fractions_for_parts(text)
    for pattern, sign in _COMPILED:
        text = pattern.sub(sign, text)
    return text


def counted_things(text: str) -> str:
    """Return the numbers that are told by what is counted, such as the days of a week."""
    return " ; ".join(str(number) for pattern, number in _COUNTED_THINGS if pattern.search(text))


def _joined(found: re.Match[str]) -> str:
    """Return the number of “400 and 8”, of which the second part fills the zeros of the first."""
    zeros = len(found[1]) - len(found[1].rstrip("0"))
    return str(int(found[1]) + int(found[2])) if len(found[2]) <= zeros else found[0]


def _placed(found: re.Match[str]) -> str:
    """Return the number of so many hundreds, tens and ones."""
    whole = found[0]
    total = sum(weight * int(one[1]) for weight, pattern in _SINGLE_PLACE for one in pattern.finditer(whole))
    loose = re.search(r"(?<!\d)(\d{1,2})\s*$", whole)
    return f" {total + (int(loose[1]) if loose else 0)} "
