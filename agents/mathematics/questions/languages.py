"""Rewrites the phrases of mathematics in Spanish, German and Chinese as those of the grammar, which is English."""

import re

_SPANISH = (
    (r"cuánto (?:es|son|da|vale)|cuanto (?:es|son|da|vale)|cuál es|cual es|qué es|que es", "what is"),
    (r"calcula(?:r)?|halla(?:r)?|encuentra|determina(?:r)?|obtén", "find"),
    (r"resuelve|resolver", "solve"),
    (r"simplifica(?:r)?", "simplify"),
    (r"factoriza(?:r)?", "factor"),
    (r"desarrolla(?:r)?|expande|expandir", "expand"),
    (r"deriva(?:r)?(?= )(?! de)", "differentiate"),
    (r"integra(?:r)?(?= )", "integrate"),
    (r"la ecuación|la ecuacion", "the equation"),
    (r"el sistema", "the system"),
    (r"la raíz cuadrada de|raíz cuadrada de|la raiz cuadrada de", "the square root of"),
    (r"la raíz cúbica de", "the cube root of"),
    (r"la derivada de", "the derivative of"),
    (r"la integral de", "the integral of"),
    (r"el límite de", "the limit of"),
    (r"cuando (\w) tiende a", r"as \1 approaches"),
    (r"el máximo común divisor de|el mcd de|mcd de", "the greatest common divisor of"),
    (r"el mínimo común múltiplo de|el mcm de|mcm de", "the least common multiple of"),
    (r"la media de|el promedio de", "the mean of"),
    (r"el (\d+)\s*% de", r"\1% of"),
    (r"por ciento de", "percent of"),
    (r"multiplicado por|por", "times"),
    (r"dividido (?:por|entre)|entre", "divided by"),
    (r"más|mas", "plus"),
    (r"menos", "minus"),
    (r"al cuadrado", "squared"),
    (r"al cubo", "cubed"),
    (r"es (\d+) (?:un número )?primo", r"is \1 a prime number"),
    (r"(?<=\d )y(?= -?\d)", "and"),
    (r"(?<=[\w)] )y(?= [\w(-])(?=[^=]*=)", "and"),
    (r"respecto (?:a|de)", "with respect to"),
    (r"por favor", "please"),
    (r"desde", "from"),
)
_GERMAN = (
    (r"wie viel (?:ist|sind|macht|ergibt)|wieviel (?:ist|sind)|was (?:ist|sind|ergibt)", "what is"),
    (r"berechne|bestimme|ermittle|finde", "find"),
    (r"löse", "solve"),
    (r"vereinfache", "simplify"),
    (r"faktorisiere", "factor"),
    (r"multipliziere aus:?", "expand"),
    (r"leite (.+?) ab", r"differentiate \1"),
    (r"integriere", "integrate"),
    (r"die gleichung", "the equation"),
    (r"das gleichungssystem", "the system"),
    (r"die (?:quadrat)?wurzel (?:aus|von)|(?:quadrat)?wurzel (?:aus|von)", "the square root of"),
    (r"die kubikwurzel (?:aus|von)", "the cube root of"),
    (r"die ableitung von", "the derivative of"),
    (r"das integral (?:von|über)", "the integral of"),
    (r"der grenzwert von|den grenzwert von", "the limit of"),
    (r"für (\w) gegen", r"as \1 approaches"),
    (r"(?:der|den) (?:größte|größten) gemeinsame(?:n)? teiler von|ggt von", "the greatest common divisor of"),
    (r"das kleinste gemeinsame vielfache von|kgv von", "the least common multiple of"),
    (r"(?:der|den) (?:mittelwert|durchschnitt) von", "the mean of"),
    (r"prozent von", "percent of"),
    (r"(?<=%) von", " of"),
    (r"multipliziert mit|mal", "times"),
    (r"geteilt durch|dividiert durch|durch", "divided by"),
    (r"hoch", "to the power of"),
    (r"im quadrat|zum quadrat", "squared"),
    (r"ist (\d+) eine primzahl", r"is \1 a prime number"),
    (r"und", "and"),
    (r"nach (?=[a-z]\b)", "with respect to "),
    (r"bitte", "please"),
)
_CHINESE = (
    ("等于多少|是多少|等于几|是几|得多少|=\\s*\\?", " "),
    ("请问|请|一下", " "),
    ("解方程组|求解方程组", " solve the system "),
    ("解方程|求解方程", " solve the equation "),
    ("求解", " solve "),
    ("化简", " simplify "),
    ("因式分解|分解因式", " factor "),
    ("展开", " expand "),
    ("求导", " differentiate "),
    ("计算|求", " find "),
    ("(.+?)的导数", r" the derivative of \1 "),
    ("(.+?)的(?:不定)?积分", r" the integral of \1 "),
    ("(.+?)的平方根", r" the square root of \1 "),
    ("根号", " sqrt "),
    ("(.+?)的最大公约数", r" the greatest common divisor of \1 "),
    ("(.+?)的最小公倍数", r" the least common multiple of \1 "),
    ("(.+?)的平均(?:数|值)", r" the mean of \1 "),
    ("(\\d+)\\s*的百分之(\\d+)", r" \2% of \1 "),
    ("(?<=\\d)\\s*的\\s*(\\d+)\\s*%", r" * \1%"),
    ("(\\d+)是(?:质数|素数)吗", r" is \1 a prime number "),
    ("加上?", " plus "),
    ("减去?", " minus "),
    ("乘以?", " times "),
    ("除以", " divided by "),
    ("的平方", " squared "),
    ("的立方", " cubed "),
    ("和|与", " and "),
)
_MARKS = {
    "es": re.compile(
        r"[¿¡]|\b(?:cu[áa]nto|cu[áa]l|calcula|halla|resuelve|resolver|ra[íi]z|ecuaci[óo]n|simplifica|factoriza|deriva(?:da)?|"
        r"encuentra|determina|integra|más|qué)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:wie ?viel|was (?:ist|sind|ergibt)|berechne|löse|bestimme|ermittle|vereinfache|faktorisiere|"
        r"ableitung|leite|integriere|wurzel|gleichung|primzahl|mal|geteilt|hoch|prozent|kgv|ggt|finde)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
_PHRASES = {"es": _SPANISH, "de": _GERMAN, "zh": _CHINESE}


def language_of(question: str) -> str:
    """Return `es`, `de` or `zh` where a question has words of that language, else `en`."""
    return next((language for language, mark in _MARKS.items() if mark.search(question)), "en")


def in_english(question: str, language: str) -> str:
    """Return a question with its phrases of another language in English; what is not known stays as it is."""
    for pattern, english in _PHRASES.get(language, ()):
        bound = pattern if language == "zh" else rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])"
        question = re.sub(bound, english, question, flags=re.IGNORECASE)
    return question
