"""The words around a number in the languages of the page: it is the answer, or it only counts something."""

# ruff: noqa: E501 - patterns of words

import re

STATED_BEFORE = re.compile(
    r"(?:→|⇒|[=-]>)\s*$|"
    r"(?:\b(?:median|médiane|mediana|zentralwert|mode|modus|moda|maximum|minimum|middle (?:one|value|number)|"
    r"answer|result|solution|solutions|root|roots|total|equals?|gets?|got|gives?|yields?|obtain|it'?s|it is|left with|leaves|"
    r"comes to|works out|is exactly|namely|must be|has to be|should be|turns out|evaluates to|results in|value of [a-z] is|"
    r"respuesta|resultado|solución|solucion|raíz|obtienes|obtenemos|queda|quedan|da|es igual a|vale|"
    r"antwort|ergebnis|lösung|ergibt|erhältst|erhalten|bleibt|bleiben|beträgt|lautet|"
    r"réponse|résultat|racine|vaut|donne|obtient|obtiens|reste|trouve|risposta|risultato|soluzione|soluzioni|radice|ottieni|rimane|rimangono|"
    r"resposta|resultado|solução|soluções|raiz|obtém|sobra|fica|"
    r"therefore|thus|hence|finally)\b|答案|结果|中位数|众数|等于|得到|得出|得|就是|剩下|答え|正解|정답|답은|답이|उत्तर|परिणाम|الجواب|الناتج|النتيجة|الإجابة|الاجابه)"
    r"[^.\n\d?]{0,24}$",
    re.IGNORECASE,
)  # fmt: skip
GOES_INTO = re.compile(
    r"\b(?:(?:goes|go|fits?) (?:in|into) -?\d+(?: exactly)?|caben? (?:exactamente )?|passt (?:genau )?|(?:entra|está contenido)(?: exactamente)?)\s*\d+\s*$",
    re.IGNORECASE,
)
"""What stands before the quotient of “9 goes into 144 16 times”, which counts nothing."""
COEFFICIENTS = re.compile(r"\ba = [^,\n]+, b = [^,\n]+, c = .+|\bD = b² − 4ac = .+")
"""What our own steps say of a quadratic: a coefficient may be equal to a solution."""
STATED_AFTER = re.compile(
    r"^\s*(?:is|are|es|ist|是)\s+(?:the|your|la|el|die|das|der)?\s*(?:correct |right |final |richtige |respuesta |correcta )*"
    r"(?:answer|result|solution|root|respuesta|resultado|solución|antwort|ergebnis|lösung|答案|结果|median|mode|middle one|"
    r"mediana|moda|zentralwert|modus|中位数|众数)|^\s*(?:is|stands|lies|ist|steht|liegt|está|es)\s+(?:right |exactly |genau |justo )?"
    r"(?:in the middle|in der mitte|en (?:el )?medio)|^\s*(?:是|就是)?(?:答案|结果)",
    re.IGNORECASE,
)
COUNTED_BEFORE = re.compile(
    r"(?:\b(?:step|hint|rule|part|line|method|way|case|exercise|question|problem|number|no\.|example|figure|chapter|option|rung|tip|"
    r"paso|pista|regla|línea|parte|ejercicio|método|caso|schritt|hinweis|regel|zeile|teil|aufgabe|fall|tipp|of|degree|grado|grad|"
    r"étape|indice|règle|ligne|partie|exercice|méthode|cas|passo|suggerimento|regola|riga|esercizio|metodo|caso|dica|regra|linha|"
    r"exercício|método|degré|grau|di|"
    r"grade|page|base)\s*#?:?\s*|第|步骤|提示)$",
    re.IGNORECASE,
)
COUNTED_AFTER = re.compile(
    r"^\s*(?:st|nd|rd|th|º|ª|\.º)\b|^\s*(?:st|nd|rd|th)\s|^\s*(?:of|de|von|/)\s*\d+\b|^\s*(?:个|種|种|步|次|条|行|项|根|边|位|步骤)|"
    r"^[-\s]*(?:more |different |possible |real |other |unknown |whole |equal |such |main |simple |small |small(?:er)? |easy )*"
    r"(?:solutions?|roots?|numbers?|terms?|factors?|steps?|ways?|parts?|hints?|cases?|equations?|unknowns?|sides?|things?|points?|digits?|"
    r"brackets?|parenthes[ei]s|methods?|possibilit(?:y|ies)|variables?|operations?|times|lines?|questions?|rules?|pieces?|letters?|values?|"
    r"signs?|decimals?|decimal places|places|minutes|options|choices|examples?|attempts?|"
    r"soluciones?|raíces|números?|términos?|factores?|pasos?|formas?|maneras?|partes?|pistas?|ecuaciones?|incógnitas?|lados?|veces|cosas|"
    r"lösungen?|zahlen|terme|faktoren|schritte?n?|arten|wege|teile|hinweise?|fälle|gleichungen|unbekannten?|seiten|dinge|mal|klammern|"
    r"wurzeln|ziffern|stellen|möglichkeiten|"
    r"racines?|nombres?|termes?|facteurs?|étapes?|façons?|manières?|parties?|indices?|équations?|inconnues?|côtés?|fois|chiffres?|valeurs?|"
    r"soluzioni|radici|numeri|termini|fattori|passi|passaggi|modi|parti|suggerimenti|equazioni|incognite|lati|volte|cifre|valori|membri|"
    r"soluções|números|termos|fatores|passos|maneiras|partes|dicas|equações|incógnitas|lados|vezes|algarismos|valores|membros)\b",
    re.IGNORECASE,
)  # fmt: skip
LIST_MARK = re.compile(r"(?:^|\n)[ \t>#*-]*\(?$")
ALONE = re.compile(r"[\s.,!?:;()\[\]{}\"'“”«»#>*|_-]*")
QUESTIONED = re.compile(
    r"\b(?:if|whether|when|means|called|only|exactly|ob|wenn|genau|si|cuando)\b|^\W*(?:is|are|how|why|can|does|ist|wie|warum)\b|是否|如果",
    re.IGNORECASE,
)
NO_SOLUTION = re.compile(
    r"\b(?:can(?:'t|not| ?not) be (?:solved|true)|has no (?:real )?(?:solutions?|roots?)|(?:isn't|is not|aren't|are not) (?:a|any|a single) solutions?|"
    r"no (?:number|value|x)\b.{0,20}\b(?:works?|fits?|solves?|exists?)|nothing (?:solves|works|fits)|0 (?:real )?(?:solutions?|roots?)|"
    r"n'a (?:pas de|aucune) (?:solutions?|racines?)|ne peut pas être résolue?|ensemble vide|"
    r"non si può risolvere|insieme vuoto|contraddizione|não pode ser resolvida|conjunto vazio|contradição|"
    r"(?:set|solution) (?:of solutions |set )?is empty|empty set|contradiction|unsolvable|never true|"
    r"no se puede resolver|contradicción|conjunto (?:solución )?(?:es )?vacío|ningún (?:número|valor)|"
    r"nicht lösbar|widerspruch|lösungsmenge ist leer|keine zahl)\b|矛盾|空集|不可能成立|没有(?:任何)?(?:数|值)",
    re.IGNORECASE,
)  # fmt: skip
_NOT = r"(?:not|n'?t|no es|no|nicht|kein\w*|ningún|pas|non è|não é|不是?|并非|非)\W{0,2}(?:an? |un |um |eine? )?(?:nombre |numero |número )?"
_PRIME = r"(?:prime|premier|primo|prim(?:zahl)?|质数|素数)"
_COMPOSITE = r"(?:composite|compuest[oa]|compos(?:é|to)\b|zusammengesetzt\w*|合数|合成数|합성수|भाज्य संख्या)"
_OTHER_DIVISORS = (
    r"\b(?:has|have) (?:\w+ )?(?:four|4|more than (?:two|2)|three|3|other|further|another) (?:divisors?|factors?)\b|"
    r"\byou(?:'ll| will| can) find (?:an?|one|another) (?:divisor|factor)\b|\b(?:divisors?|factors?)\b[^.?!]{0,20} (?:besides|other than|apart from) (?:1|one)\b|\bproduct of two\b|"
    r"\bhat (?:\w+ )?(?:vier|4|mehr als zwei|weitere|noch andere) Teiler\b|\bTeiler\b[^.?!]{0,20} außer (?:1|eins)\b|"
    r"\btiene (?:\w+ )?(?:cuatro|4|más de dos|otros) divisores\b|\bdivisor(?:es)?\b[^.?!]{0,20} (?:además de|aparte de|distintos? de) 1\b|"
    r"有(?:四|4)个因数|还有(?:别的|其他)因数|除了1和(?:它)?(?:自己|本身)[^。]{0,6}还有"
)
PRIME = re.compile(rf"(?<![^\W\d_]){_PRIME}|{_PRIME}", re.IGNORECASE)
NOT_PRIME = re.compile(
    rf"{_NOT}\s*{_PRIME}|{_COMPOSITE}|{_OTHER_DIVISORS}|素数(?:では|じゃ)な|소수가 아|अभाज्?य नही|ليس (?:عددا )?[أا]وليا",
    re.IGNORECASE,
)
_SETS = r"(?:numbers?|values?|nombres|valeurs|numeri|valori|zahlen|werte|números|numeros|valores|every x|each x|any x|每个数|数|值|everything|anything|alles|todo lo|tout ce qui est|tudo)"
_N = r"(-?\d+(?:\.\d+)?(?:/\d+)?)"
_AND = (
    r"\s*(?:,|and|but|und|aber|y|pero|et|mais|e|ma|mas|和|与|到|to|bis|hasta|且|且又)?\s*(?:is |ist |es |est |è |é )?"
)
RANGE_WORDS = (
    (rf"(?:between|zwischen|entre|tra|fra|在|from|von|desde|da)\s*{_N}{_AND}{_N}(?:\s*之间)?", r" \1 < x < \2 ; \1 <= x <= \2 "),
    (rf"(?:all|every|any|alle|todos los|tous les|tutti i|todos os|所有)?\s*(?:the )?{_SETS}\s*(?:that are |which are |die |que son )?(?:inférieurs à|minori di|menores (?:do )?que|below|under|less than|smaller than|left of|unter|kleiner als|"
     r"menores (?:que|de)|por debajo de|小于)\s*(?=-?\d)", " x < "),
    (rf"(?:all|every|any|alle|todos los|tous les|tutti i|todos os|所有)?\s*(?:the )?{_SETS}\s*(?:that are |which are |die |que son )?(?:supérieurs à|maggiori di|maiores (?:do )?que|above|over|greater than|bigger than|larger than|right of|über|größer als|"
     r"mayores (?:que|de)|por encima de|大于)\s*(?=-?\d)", " x > "),
    (r"所有(小于|大于)\s*(-?\d+(?:\.\d+)?)\s*的数", r" x \1 \2 "),
    (r"everything (?:to the )?left of\s*(?=-?\d)|alles links von\s*(?=-?\d)|todo a la izquierda (?:de|del)\s*(?=-?\d)", " x < "),
    (r"everything (?:to the )?right of\s*(?=-?\d)|alles rechts von\s*(?=-?\d)|todo a la derecha (?:de|del)\s*(?=-?\d)", " x > "),
    (r"\b([a-z]) (?:must|has to|needs to|should|can only) be\b", r"\1 is"),
    (r"\b([a-z]) (?:(?:is|lies|stays|ist|liegt|es|está|est|è|é) )?(?:below|under|left of|unter|por debajo de|à gauche de|sotto|abaixo de)\s*(?=-?\d)", r"\1 < "),
    (r"\b([a-z]) (?:(?:is|lies|stays|ist|liegt|es|está|est|è|é) )?(?:above|over|right of|über|por encima de|sopra|acima de)\s*(?=-?\d)", r"\1 > "),
    (rf"(?:from|ab|desde|a partir de|从)\s*{_N}\s*(?:upwards?|on(?:wards)?\b|and up|aufwärts|en adelante|hacia arriba|开始|起|以上)|(?:\b(?:all|alle|every|todos?|toda)\s+)(?:los |die )?(?:[a-z]\s+|zahlen\s+|números\s+)?(?:from|ab|desde|a partir de)\s*{_N}(?!\s*(?:to|bis|hasta))", r" x >= \1\2 "),
    (r"\b([a-z]) (?:can't|cannot|can not|must not) be (-?\d+(?:\.\d+)?) or (?:more|greater|bigger)", r"\1 < \2"),
    (r"\b([a-z]) (?:can't|cannot|can not|must not) be (-?\d+(?:\.\d+)?) or (?:less|smaller)", r"\1 > \2"),
    (rf"{_N}\s*(?:or|and|oder|und|o|y|ou|或)\s*(?:more|up\b|beyond|upwards?|aufwärts|greater|above|larger|bigger|mehr|größer|darüber|más|mayor|plus|更大|更多)", r" x >= \1 "),
    (rf"{_N}\s*(?:or|oder|o|ou|或)\s*(?:less|fewer|below|smaller|weniger|kleiner|darunter|menos|menor|moins|更小|更少)", r" x <= \1 "),
    (r"\b([a-z])\s*-\s*(\d+(?:\.\d+)?)\s*([<>]=?)\s*0\b", r"\1 \3 \2"),
    (r"\b([a-z])\s*\+\s*(\d+(?:\.\d+)?)\s*([<>]=?)\s*0\b", r"\1 \3 -\2"),
)  # fmt: skip
IS_BEFORE_RELATION = re.compile(r"\b(?:is|ist|es|est|è|é)\s+(?=[<>])|是\s*(?=[<>])")
BOTH_RELATIONS = ((re.compile(rf">\s*{_N}{_AND}<\s*{_N}"), r" \1 < x < \2 "), (re.compile(rf"<\s*{_N}{_AND}>\s*{_N}"), r" \2 < x < \1 "),
                  (re.compile(rf"{_N}\s*(?:より小さい|未満|보다 작|से? छोट)"), r" x < \1 "), (re.compile(rf"{_N}\s*(?:より大きい|보다 큰|보다 크|से? बड़?)"), r" x > \1 "),
                  (re.compile(rf"[أا]صغر من\s*{_N}"), r" x < \1 "), (re.compile(rf"[أا]كبر من\s*{_N}"), r" x > \1 "))  # fmt: skip
"""What is said of both ends of a range, once the words of its relations are signs."""
PAIR = re.compile(
    r"(?<![\w.])(-?\d+)\s*(?:[,;*+]|(?:(?:and|y|und|et|e)\b|[和与])[^\d.!?]{0,20})\s*(?:[a-z]\s*=\s*)?(-?\d+)(?!\.?\w|%)"
)
FUNCTION_AT = re.compile(r"\b[fgp]\((-?\d+(?:\.\d+)?)\)\s*=[^\n;,]*(?<![\d.])0(?![\d.])")
"""A value at which a function is zero: “f(3) = 9 + 9 − 18 = 0”."""
SLOPE = re.compile(
    r"\bslope\b|\bgradient\b|steigung|\bpendiente\b|斜率|\bpente\b|\bpendenza\b|\bdeclive\b", re.IGNORECASE
)
ROW = re.compile(
    r"-?\d+(?:\.\d+)?(?:\s*(?:,|;|\band\b|\by\b|\bund\b|和|、)\s*(?:and |y |und )?(?:[a-z]\s*=\s*)?-?\d+(?:\.\d+)?){2,}"
)
"""Three numbers and more, such as the coefficients of a polynomial."""
PER_CENT = re.compile(
    r"\s*(?:%|per ?cent|(?:pour|per|por) (?:100|cent)|prozent|por (?:ciento|cento)|pour cent|per cento|パーセント|퍼센트|प्रतिशत|بالمئة|بالمائة|في المائة)",
    re.IGNORECASE,
)
