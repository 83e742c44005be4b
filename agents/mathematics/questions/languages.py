"""Rewrites the phrases of mathematics in Spanish, German and Chinese as those of the grammar, which is English."""

import re

from agents.lazy_pattern import LazyPattern

_COUNTS = {"eine": 1, "zwei": 2, "drei": 3, "vier": 4, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}


def _round(match: re.Match[str]) -> str:
    """Return the phrase that rounds to so many places, of which the number is a word."""
    return f" round {match[1]} to {_COUNTS[match[2].lower()]} decimal places "


_SPANISH_UNITS = (
    (r"minutos?", "minutes"), (r"horas?", "hours"), (r"segundos?", "seconds"), (r"días?|dias?", "days"),
    (r"semanas?", "weeks"), (r"metros?", "meters"), (r"kilómetros?|kilometros?", "kilometers"),
    (r"centímetros?|centimetros?", "centimeters"), (r"gramos?", "grams"), (r"kilogramos?|kilos?", "kilograms"),
    (r"litros?", "liters"), (r"grados?", "degrees"), (r"radianes", "radians"),
)  # fmt: skip
_SPANISH = (
    (r"(?:cuál|cual) es (?:el )?mayor,? (.+?) o", r"which is bigger, \1 or"),
    (r"(?:cuál|cual) es (?:el )?menor,? (.+?) o", r"which is smaller, \1 or"),
    (r"cuánt[oa]s (\w+) (?:hay en|son)", r"how many \1 are in"),
    (r"convierte (.+?) (?:a|en)", r"convert \1 to"),
    (r"redondea (.+?) a (\d+) (?:decimales|cifras decimales)", r"round \1 to \2 decimal places"),
    (r"suma (\S+) (?:y|más|con) (?=\S)", r"add \1 and "),
    (r"resta (\S+) (?:a|de) (?=\S)", r"subtract \1 from "),
    (r"multiplica (\S+) (?:por|y) (?=\S)", r"multiply \1 by "),
    (r"divide (\S+) (?:entre|por) (?=\S)", r"divide \1 by "),
    (
        r"el resto de (?:dividir )?(\S+) (?:entre|por|dividido (?:entre|por)) (?=\S)",
        r"the remainder when \1 is divided by ",
    ),
    (r"(?:el )?(\d+(?:[.,]\d+)?)\s*% de", r"\1% of"),
    (r"(?:el )?(?:área|area) de un", "the area of a"),
    (r"rect[áa]ngulo de base (\S+) y altura", r"rectangle with length \1 and width"),
    (r"(?:el )?(?:perímetro|perimetro) de un", "the perimeter of a"),
    (r"el volumen de una?", "the volume of a"),
    (r"círculo|circulo", "circle"),
    (r"cuadrado de lado", "square with side"),
    (r"rectángulo|rectangulo", "rectangle"),
    (r"triángulo|triangulo", "triangle"),
    (r"esfera", "sphere"),
    (r"cubo de (?:lado|arista)", "cube with side"),
    (r"de radio", "with radius"),
    (r"de diámetro", "with diameter"),
    (r"(?:de|con) base (\S+) y altura", r"with base \1 and height"),
    (r"(?:la )?mitad de", "half of"),
    (r"(?:el )?doble de", "twice"),
    (r"(?:el )?triple de", "triple"),
    (r"un tercio de", "a third of"),
    (r"un cuarto de", "a quarter of"),
    (r"la suma de", "the sum of"),
    (r"el producto de", "the product of"),
    (r"la diferencia (?:entre|de)", "the difference between"),
    (r"elevado a(?: la(?: potencia(?: de)?)?)?", "to the power of"),
    (r"hasta", "to"),
    (r"sen(?=[ (])", "sin"),
    (r"los factores primos de", "the prime factors of"),
    (r"factorial de (\d+)", r"\1!"),
    (r"la inecuación", "the inequality"),
    (r"logaritmo de (\S+) en base (\d+)", r"log_\2(\1)"),
    (r"(?<=\d )es divisible (?:por|entre)", "is divisible by"),
    (r"qué porcentaje de (\S+) es", r"what percent of \1 is"),
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
    (r"(?:el )?máximo común divisor de|el mcd de|mcd de", "the greatest common divisor of"),
    (r"(?:el )?mínimo común múltiplo de|el mcm de|mcm de", "the least common multiple of"),
    (r"(?:la )?media de|(?:el )?promedio de", "the mean of"),
    (r"(?:la )?mediana de", "the median of"),
    (r"(?:el )?(\d+)\s*% de", r"\1% of"),
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
    *_SPANISH_UNITS,
)
_GERMAN_UNITS = (
    (r"Minuten?", "minutes"), (r"Stunden?", "hours"), (r"Sekunden?", "seconds"), (r"Tagen?|Tage?", "days"),
    (r"Wochen?", "weeks"), (r"Metern?", "meters"), (r"Kilometern?", "kilometers"), (r"Zentimetern?", "centimeters"),
    (r"Gramm", "grams"), (r"Kilogramm|Kilo", "kilograms"), (r"Litern?", "liters"), (r"Grad", "degrees"),
)  # fmt: skip
_GERMAN = (
    (r"(?:was|welche zahl) ist größer[:,]? (.+?) oder", r"which is bigger, \1 or"),
    (r"(?:was|welche zahl) ist kleiner[:,]? (.+?) oder", r"which is smaller, \1 or"),
    (r"wie viele (\w+) (?:sind|haben|hat)", r"how many \1 are in"),
    (r"wandle (.+?) in (\w+) um|rechne (.+?) in (\w+) um", r"convert \1\3 to \2\4"),
    (r"runde (.+?) auf (eine|zwei|drei|vier) (?:nachkommastellen?|dezimalstellen?|stellen?)", _round),
    (r"runde (.+?) auf (\d+) (?:nachkommastellen|dezimalstellen|stellen)", r"round \1 to \2 decimal places"),
    (r"addiere (\S+) (?:und|zu) (?=\S)", r"add \1 and "),
    (r"subtrahiere (\S+) von (?=\S)", r"subtract \1 from "),
    (r"multipliziere (\S+) (?:mit|und) (?=\S)", r"multiply \1 by "),
    (r"dividiere (\S+) durch (?=\S)", r"divide \1 by "),
    (r"(?:der|den) rest von (\S+) (?:geteilt )?durch (?=\S)", r"the remainder when \1 is divided by "),
    (r"wie groß ist|wie hoch ist|wie lautet", "what is"),
    (r"(?:die |der )?(?:fläche|flächeninhalt) (?:eines|einer)", "the area of a"),
    (r"(?:der |den )?umfang (?:eines|einer)", "the perimeter of a"),
    (r"das volumen (?:eines|einer)", "the volume of a"),
    (r"kreises", "circle"),
    (r"quadrats", "square"),
    (r"rechtecks", "rectangle"),
    (r"dreiecks", "triangle"),
    (r"kugel", "sphere"),
    (r"würfels", "cube"),
    (r"mit (?:dem )?radius", "with radius"),
    (r"mit (?:der )?seitenlänge", "with side"),
    (r"mit (?:der )?grundseite (\S+) und (?:der )?höhe", r"with base \1 and height"),
    (r"kürze", "simplify"),
    (r"von (\S+) bis (\S+?)(?=[.?!]?$)", r"from \1 to \2"),
    (r"(?:die )?hälfte von", "half of"),
    (r"(?:das )?doppelte von", "twice"),
    (r"ein drittel von", "a third of"),
    (r"ein viertel von", "a quarter of"),
    (r"(?:der|den) (?:median|zentralwert) von", "the median of"),
    (r"die summe (?:aus|von)", "the sum of"),
    (r"das produkt (?:aus|von)", "the product of"),
    (r"die differenz (?:aus|von|zwischen)", "the difference between"),
    (r"die ungleichung", "the inequality"),
    (r"die primfaktoren von", "the prime factors of"),
    (r"(?:die )?fakultät von (\d+)", r"\1!"),
    (r"ist (\d+) durch (\d+) teilbar", r"is \1 divisible by \2"),
    (r"wie viel prozent sind (\S+) von (?=\S)", r"what percentage is \1 of "),
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
    (
        r"(?:(?:der|den) )?größte[nr]? gemeinsame[nr]? teiler von|(?:der |den )?ggt von",
        "the greatest common divisor of",
    ),
    (r"(?:das )?kleinstes? gemeinsames? vielfaches? von|(?:das )?kgv von", "the least common multiple of"),
    (r"(?:(?:der|den) )?(?:mittelwert|durchschnitt) von", "the mean of"),
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
    *_GERMAN_UNITS,
)
_CHINESE = (
    ("(\\S+?)小时(?:是|等于|有)(?:多少|几)分钟?", r" how many minutes are in \1 hours "),
    ("(\\S+?)分钟(?:是|等于|有)(?:多少|几)秒", r" how many seconds are in \1 minutes "),
    ("(\\S+?)(?:千米|公里)(?:是|等于|有)(?:多少|几)米", r" how many meters are in \1 kilometers "),
    ("半径(?:为|是)\\s*(\\S+?)\\s*的圆的面积", r" the area of a circle with radius \1 "),
    ("半径(?:为|是)\\s*(\\S+?)\\s*的圆的周长", r" the circumference of a circle with radius \1 "),
    ("边长(?:为|是)\\s*(\\S+?)\\s*的正方形的面积", r" the area of a square with side \1 "),
    ("(?:求|解)?不等式(.+?)(?:的解(?:集)?)?(?=[。.?]|$)", r" solve the inequality \1 "),
    ("从(\\S+?)到(\\S+?)对(.+?)积分", r" integrate \3 from \1 to \2 "),
    ("(\\S+?)的(\\S+?)次方", r" \1^(\2) "),
    ("(\\S+?)的一半", r" half of \1 "),
    ("(\\S+?)和(\\S+?)哪个(?:更)?大", r" which is bigger, \1 or \2 "),
    ("(\\S+?)除以(\\S+?)的余数", r" the remainder when \1 is divided by \2 "),
    ("、", ", "),
    ("(?:把|将)?\\s*(\\S+?)四舍五入到(?:小数点后)?([一两二三四])位(?:小数)?", _round),
    ("(?:把|将)(?=.+四舍五入)", ""),
    ("(\\S+?)四舍五入到(?:小数点后)?(\\d+)位(?:小数)?", r" round \1 to \2 decimal places "),
    ("(?:求|计算)(?=.+的(?:导数|积分|不定积分|平方根|最大公约数|最小公倍数|平均数|平均值))", " "),
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
    "es": LazyPattern(
        r"[¿¡]|\b(?:cu[áa]nto|cu[áa]l|calcula|halla|resuelve|resolver|ra[íi]z|ecuaci[óo]n|simplifica|factoriza|deriva(?:da)?|"
        r"encuentra|determina|integra|más|qué|redondea|convierte|suma|resta|multiplica|entre|mitad|"
        r"media de|mediana de|promedio|doble de|triple de|m[íi]nimo com[úu]n|"
        r"m[áa]ximo com[úu]n|[áa]rea de un|per[íi]metro de|tercio de|cu[áa]ntos|cu[áa]ntas)\b",
    ),
    "de": LazyPattern(
        r"\b(?:wie ?viel|was (?:ist|sind|ergibt)|berechne|löse|bestimme|ermittle|vereinfache|faktorisiere|"
        r"ableitung|leite|integriere|wurzel|gleichung|primzahl|mal|geteilt|hoch|prozent|kgv|ggt|finde|runde|addiere|"
        r"subtrahiere|multipliziere|dividiere|kürze|wandle|rechne|wie (?:viele|groß|hoch|lautet)|"
        r"hälfte von|doppelte von|drittel von|viertel von|mittelwert von|durchschnitt von|median von|gemeinsamer?|"
        r"gemeinsames|vielfaches|"
        r"ungleichung|teilbar|fakultät|fläche|umfang)\b",
    ),
    "zh": LazyPattern(r"[\u4e00-\u9fff]", 0),
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
