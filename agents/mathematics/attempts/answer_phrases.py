"""The words around an answer in the languages of the page: what introduces it, ends it or states it."""

# ruff: noqa: E501, RUF001 - patterns of words, and signs of mathematics

import re

_MARKUP = re.compile(
    r"(?<![\w)])\*\*|\*\*(?![\w(])|__|[`✓]|\\boxed|\\displaystyle|\\left|\\right|\\[()\[\],;!]|\\text\s*\{\s*\}|\$(?!\s*\d)"
)
_LATEX_TEXT = re.compile(r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}")
_LATEX_SETS = ((r"\\mathbb\s*\{?R\}?", "ℝ"), (r"\\varnothing|\\emptyset", "∅"), (r"\\cup", "∪"), (r"\\in\b", "∈"),
               (r"\\infty", "∞"), (r"\\leq?(?![a-z])", "≤"), (r"\\geq?(?![a-z])", "≥"), (r"\\lt", "<"), (r"\\gt", ">"),
               (r"\\lor|\\vee", " or "), (r"\\pm", "±"), (r"\\(?:q?quad)", " "), (r"\\[{]", "{"), (r"\\[}]", "}"),
               (r"\\approx", "≈"), (r"\\[%]", "%"), (r"\\[$]", "$"))  # fmt: skip
_OPENING = re.compile(
    r"^\s*(?:(?:so|then|thus|hence|therefore|also|folglich|daraus folgt|entonces|por (?:lo )?tanto|luego|所以|因此)\b,?\s*)?"
    r"(?:(?:ok(?:ay)?|well|hm+|bueno|na ja)\b[,.]?\s*)?"
    r"(?:(?:(?:i\s+(?:think|believe|guess|got|get|have|found|would say)|creo|pienso|me (?:da|sale)|ich (?:glaube|denke|habe)|"
    r"我(?:认为|觉得|想|算出)(?:来)?)(?:\s+(?:that|it'?s|it is|que|dass|是))?,?[:：]?\s*))?"
    r"(?:(?:(?:the|my|your|la|el|mi|die|der|das|mein|meine|final|correct)\s+)*"
    r"(?:answer|result|solution|solutions|value|response|respuesta|resultado|solución|solucion|soluciones|valor|antwort|"
    r"ergebnis|lösung|lösungen|loesung|wert|lösungsmenge)\b\s*(?:(?:is|are|es|son|ist|sind|lautet|lauten|would be)\b|=|:)?\s*:?\s*|"
    r"(?:is it(?=\s+[-−\w√(])|it(?:'s| is| equals)|that(?:'s| is)|es (?:igual a )?(?=[\d(−-])|das (?:ist|sind)|es sind)\s*|"
    r"(?:答案|结果|解|值)(?:是|为|等于|[:：])?\s*)?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:[.!?。！？]+|,?\s*(?:right|correct|isn't it|i think|is that right|is it|verdad|no|oder|richtig|stimmt'?s|对吗|对不对|吧|吗)"
    r"\s*[?？]+|\(?(?:i think|creo|glaube ich)\)?)\s*$",
    re.IGNORECASE,
)
EQUALS_WORDS = re.compile(
    r"\b([a-zA-Z])\s+(?:is equal to|equals?|is|ist gleich|ist|gleich|es igual a|es|igual a|vale|est égale? à|est|égale|vaut|"
    r"è uguale a|uguale a|è|é igual a|é)\s+(?=[-−+±(\d√a-z.])|"
    r"(?<=[a-zA-Z])\s*(?:等于|是|为)\s*",
    re.IGNORECASE,
)
RELATION_WORDS = (
    (r"(?:is )?(?:less|smaller) than or equal to|(?:is )?(?:at most|(?:not|no) (?:more|greater|larger) than)|(?:ist )?höchstens|(?:es )?(?:como máximo|a lo sumo)|au plus|al massimo|no máximo|至多(?:是)?|不大于|kleiner(?: oder)? gleich|menor o igual (?:que|a)|inférieure? ou égale? à|minore o uguale a|menor ou igual a|小于等于", "<="),
    (r"(?:is )?(?:greater|bigger|larger|more) than or equal to|(?:is )?(?:at least|(?:not|no) (?:less|smaller) than)|(?:ist )?mindestens|(?:es )?(?:como mínimo|al menos)|au moins|almeno|no mínimo|至少(?:是)?|不小于|größer(?: oder)? gleich|"
     r"mayor o igual (?:que|a)|supérieure? ou égale? à|maggiore o uguale a|maior ou igual a|大于等于", ">="),
    (r"(?:is )?(?:less|smaller) than|(?:ist )?kleiner als|(?:es )?menor que|(?:est )?(?:strictement )?(?:inférieure? à|plus petite? que)|(?:è )?minore di|(?:é )?menor (?:do )?que|小于", "<"),
    (r"(?:is )?(?:greater|bigger|larger|more) than|(?:ist )?größer als|(?:es )?mayor que|(?:est )?(?:strictement )?(?:supérieure? à|plus grande? que)|(?:è )?maggiore di|(?:é )?maior (?:do )?que|大于", ">"),
)  # fmt: skip
YES = re.compile(r"(?:yes|true|sí|si|verdadero|ja|wahr|stimmt|是|是的|对)\b.*", re.IGNORECASE | re.DOTALL)
NO = re.compile(
    r"(?:no(?! (?:real )?(?:solution|root|value)| (?:hay|tiene|existe))|false|falso|nein|falsch|不是|不|否)\b.*",
    re.IGNORECASE | re.DOTALL,
)
NOTHING = re.compile(
    r"(?:.*\b(?:no (?:real )?(?:solutions?|roots?)|none|never|(?:sin|no hay|ninguna|no tiene|no existe) soluci[óo]n(?:es)?|"
    r"keine (?:reelle )?lösung(?:en)?|unlösbar|ningun[oa]|impossible|(?:pas de|aucune) solutions?|"
    r"(?:nessuna|non ha|non ci sono|non esistono) soluzion[ei]|(?:sem|não tem|não há|nenhuma) soluç(?:ão|ões))\b.*|"
    r".*(?:无解|没有解|無解|解なし|解はない|解がない|해가 없|해는 없|कोई हल नही|لا يوجد حل|لا حل|∅|\{\s*\}).*)",
    re.IGNORECASE | re.DOTALL,
)
EVERYTHING = re.compile(
    r"(?:.*\b(?:all (?:real )?numbers|every (?:real )?number|any (?:real )?number|all reals|infinitely many|"
    r"todos los (?:números )?reales|alle (?:reellen )?zahlen|true for (?:all|every)\b.*)\b.*|"
    r"\(\s*[-−](?:oo|∞|inf(?:inity)?)\s*[,;]\s*\+?(?:oo|∞|inf(?:inity)?)\s*\)|(?:[a-zA-Z]\s*∈\s*)?ℝ|.*(?:所有|任意|全体)实数.*)",
    re.IGNORECASE | re.DOTALL,
)


def unwrap(text: str) -> str:
    """Return a text without markup, and without the words that only introduce an answer."""
    text = text.strip()
    for pattern, sign in _LATEX_SETS:
        text = re.sub(pattern, sign, text)
    text = _LATEX_TEXT.sub(r" \1 ", text)
    text = re.sub(r"\\boxed\s*\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", text)
    text = _MARKUP.sub(" ", text).replace("−", "-").strip(" \n\t\"“”'")
    for _ in range(3):
        text = _CLOSING.sub("", text)
    text = _OPENING.sub("", text, count=1)
    return text.strip(" :,\n\t")
