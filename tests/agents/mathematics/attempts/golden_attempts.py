"""Attempts at known answers, and what each is worth: written by hand, and shared by all that grade."""

# ruff: noqa: E501, RUF001 - a table, in signs of mathematics as learners write them

from agents.mathematics.attempts.equivalence import Answer

ROOTS = Answer("x = 2 or x = 3")
THREE = Answer("x = 3")
FRACTION = Answer("3/4 = 0.75")
LOWEST = Answer("3/4 = 0.75", form="lowest")
THIRD = Answer("1/3 ≈ 0.333333")
THIRD_ROUNDED = Answer("1/3 ≈ 0.333333", decimals=2)
CIRCLE = Answer("25π ≈ 78.5398")
CIRCLE_ROUNDED = Answer("25π ≈ 78.5398", decimals=2)
MILES = Answer("8.04672 km")
LENGTH = Answer("5 m", unit_needed=True)
SPEED = Answer("36 km/h")
AREA = Answer("25 cm²")
BOILING = Answer("212 °F")
BELOW_TWO = Answer("x < 2")
BETWEEN = Answer("−2 < x < 2")
OUTSIDE = Answer("x ≤ −1 or x ≥ 4")
SYSTEM = Answer("x = 2, y = 1")
ANTIDERIVATIVE = Answer("x² + C")
DERIVATIVE = Answer("3x² + 2")
FACTORED = Answer("(x − 3)·(x − 2)", form="factored")
EXPANDED = Answer("x² − x − 2", form="expanded")
SIMPLE = Answer("x + 1", form="simplest")
PRODUCT = Answer("408")
PRIMES = Answer("84 = 2² · 3 · 7", form="factored")
PRICE = Answer("$30")
PRIME = Answer("No: 91 is not a prime number; it is 7 · 13")
NONE = Answer("No solution")
IRRATIONAL = Answer("x = −√2 ≈ −1.41421 or x = √2 ≈ 1.41421")
IRRATIONAL_ROUNDED = Answer("x = −√2 ≈ −1.41421 or x = √2 ≈ 1.41421", decimals=2)
SURD = Answer("x = 2 − √3 ≈ 0.267949 or x = √3 + 2 ≈ 3.73205")
PERCENTAGE = Answer("36%")
NEGATIVE = Answer("−7")
LARGE = Answer("1250000")
ZERO = Answer("0")
HALF = Answer("1/2 = 0.5")
MIXED = Answer("5/2 = 2.5")
TRIGONOMETRIC = Answer("cos(x)")
EXPONENTIAL = Answer("2e^x + C")
COMPLEX = Answer("x = −i or x = i")
SCIENTIFIC = Answer("3.2 · 10^5")
SQUARE = Answer("x² + 6x + 9", form="expanded")
SUM_OF_ROOTS = Answer("5")
DIFFERENCE = Answer("x − 9", form="expanded")
LIKE_TERMS = Answer("5x²")
RECIPROCAL = Answer("1/25 = 0.04")
ROOT_OF_PART = Answer("√(1/x)")
LOGARITHM = Answer("2·ln(x)")
LOGARITHM_OF_SQUARE = Answer("ln(x²)")
LOGARITHMS = Answer("ln(a) + ln(b)")
MINUS_NINE = Answer("−9")
SIMPLE_ROOT = Answer("6√2 ≈ 8.48528")
SPLIT = Answer("1 + x/5")
CUBE = Answer("27z⁹")
BOTH_ROOTS = Answer("x = −3 or x = 3")
ABOVE = Answer("x > −2")
SUM_OF_PARTS = Answer("7/6 ≈ 1.16667", decimals=2)

RIGHT: tuple[tuple[Answer, str], ...] = (
    (SQUARE, "9 + 6x + x^2 | x*x+6x+9"),
    (DIFFERENCE, "-9+x"),
    (LIKE_TERMS, "5*x*x | 5x²"),
    (RECIPROCAL, "1/25 | 0.04"),
    (ROOT_OF_PART, "1/sqrt(x) | 1/√x | x^(-1/2)"),
    (LOGARITHM, "ln(x^2) | ln(x)+ln(x) | 2ln(x)"),
    (LOGARITHMS, "ln(a*b) | ln(b) + ln(a)"),
    (SIMPLE_ROOT, "6sqrt(2) | 2√18 | √72 | 3√8"),
    (SPLIT, "(5+x)/5 | x/5+1"),
    (CUBE, "(3z^3)^3 | z^9*27"),
    (BOTH_ROOTS, "±3 | x=±3 | x = 3 and x = -3 | +-3"),
    (ABOVE, "-2<x | (-2, ∞)"),
    (SUM_OF_PARTS, "7/6 | 1 1/6 | 1.17"),
    (HALF, "six twelfths | ten twentieths"),
    (ROOTS, "x = 3 or x = 2 | x=2 or 3 | 2, 3 | 2,3 | {3; 2} | x₁ = 2, x₂ = 3 | x_1=2 and x_2=3 | two or three | dos y tres | "
            "zwei oder drei | 二或三 | x es 2 o 3 | x = 2 oder x = 3 | I think it is 2 and 3 | La respuesta es 2 y 3 | "
            "6/3 or 3 | x = 2.0 or x = 3.00 | L = {2; 3} | x ∈ {2, 3} | $x = 2 \\lor x = 3$ | **2** and **3** | "
            "The answer is x=2 or x=3. | x=2和x=3 | ２，３"),
    (THREE, "3 | x=3 | X = 3 | {3} | x is three | x es tres | x ist drei | x等于三 | 3 = x | So x = 3. | x equals 3 | +3 | 9/3 | "
            "\\boxed{3} | x = \\frac{6}{2} | the answer is three | La respuesta es 3 | Die Antwort ist drei | 答案是3 | 3.0 | "
            "I get x = 3 | is it 3?"),
    (FRACTION, "3/4 | 0.75 | .75 | 0,75 | ¾ | 75% | 6/8 | three quarters | three-quarters | tres cuartos | drei Viertel | "
               "四分之三 | \\frac{3}{4} | $\\dfrac{3}{4}$ | -(-3/4) | 0.750 | null Komma sieben fünf | cero coma siete cinco | "
               "零点七五 | 75 percent | 1/2+1/4 = 3/4"),
    (LOWEST, "3/4 | ¾ | three quarters"),
    (THIRD, "1/3 | 2/6 | one third | a third | un tercio | ein Drittel | 三分之一 | \\frac13"),
    (THIRD_ROUNDED, "1/3 | 0.33 | 0.333 | 0.3333 | 0,33 | .333333 | about 0.33"),
    (CIRCLE, "25π | 25 pi | 25*pi | 25\\pi | pi*25 | 50π/2"),
    (CIRCLE_ROUNDED, "78.54 | 78,54 | 78.540 | 78.5398 | ≈ 78.54 | 25π"),
    (MILES, "8.04672 km | 8.04672 | 8046.72 m | 804672 cm | 8,04672 km | 8.04672 kilometers"),
    (LENGTH, "5 m | 500 cm | 5m | 0.005 km | 5 metres | 5 metros | 5 Meter | 5米 | 五米 | 5000 mm | five meters"),
    (SPEED, "36 km/h | 10 m/s | 36 | 36 kilometers per hour"),
    (AREA, "25 cm² | 25 cm^2 | 0.0025 m² | 25 square centimeters | 25"),
    (BOILING, "212 °F | 100 °C | 212 | 373.15 K"),
    (BELOW_TWO, "x < 2 | x<2 | 2 > x | (-oo, 2) | (−∞, 2) | x is less than 2 | x kleiner als 2 | x menor que 2 | x 小于 2 | ]-∞; 2[ | "
                "x \\lt 2 | (-\\infty, 2)"),
    (BETWEEN, "-2 < x < 2 | 2 > x > -2 | x > -2 and x < 2 | (-2, 2) | ]-2, 2[ | x < 2 und x > -2"),
    (OUTSIDE, "x <= -1 or x >= 4 | x ≥ 4 or x ≤ -1 | (-oo, -1] ∪ [4, oo) | x \\le -1 or x \\ge 4 | x ≥ 4 oder x ≤ −1"),
    (SYSTEM, "x = 2, y = 1 | y=1; x=2 | (2, 1) | (2|1) | (x, y) = (2, 1) | x=2 and y=1 | x=2 y y=1"),
    (ANTIDERIVATIVE, "x² + C | x^2+C | x^2 + c | C + x^2 | x^2 + 5 + C | x²+k | x*x + C"),
    (DERIVATIVE, "3x² + 2 | 3x^2+2 | 2 + 3x^2 | f'(x) = 3x^2+2 | y' = 3x²+2 | 3*x**2 + 2 | 3x·x + 2"),
    (FACTORED, "(x-2)(x-3) | (x − 3)(x − 2) | (2-x)(3-x) | (x-3)*(x-2)"),
    (EXPANDED, "x^2-x-2 | x² − x − 2 | -2 - x + x^2"),
    (SIMPLE, "x+1 | 1 + x"),
    (PRODUCT, "408 | 408.0 | four hundred and eight | four hundred eight | cuatrocientos ocho | vierhundertacht | 四百零八 | 17*24 = 408 | "
              "４０８ | It's 408! | = 408 | 408 apples"),
    (PRIMES, "2² · 3 · 7 | 2*2*3*7 | 7*3*2^2 | 84 = 2^2*3*7"),
    (PRICE, "30 | $30 | $30.00 | 30 dollars | thirty | 30 USD"),
    (PRIME, "no | No. | nein | false | 不是 | No, 91 = 7*13"),
    (NONE, "no solution | No real solution | keine Lösung | no hay solución | 无解 | ∅ | {} | none"),
    (IRRATIONAL, "±√2 | x = ±√2 | x = sqrt(2) or x = -sqrt(2) | -√2, √2 | x = \\pm\\sqrt{2} | square root of two and minus square root of two"),
    (IRRATIONAL_ROUNDED, "1.41 and -1.41 | ±1.41 | x = 1.414 or x = -1.414"),
    (SURD, "2 ± √3 | x = 2+√3 or x = 2-√3 | x = 2 ± sqrt(3) | (4 ± 2√3)/2"),
    (PERCENTAGE, "36% | 36 | 0.36 | 9/25 | 36 percent | thirty-six percent | 36 Prozent"),
    (NEGATIVE, "-7 | −7 | minus seven | negative seven | menos siete | minus sieben | 负七 | -7.0"),
    (LARGE, "1250000 | 1,250,000 | 1 250 000 | 1.25e6 | 1.25 * 10^6"),
    (ZERO, "0 | zero | cero | null | 零 | 0.0"),
    (HALF, "1/2 | 0.5 | ½ | one half | a half | half | un medio | ein Halb | 二分之一 | 50% | 2/4 | \\frac12"),
    (MIXED, "5/2 | 2.5 | 2 1/2 | 2½ | two and a half | 2,5"),
    (TRIGONOMETRIC, "cos(x) | cos x | sin(x + pi/2) | \\cos(x)"),
    (EXPONENTIAL, "2e^x + C | 2*exp(x) + C | C + 2 e^x"),
    (COMPLEX, "±i | x = i or x = -i | -i, i"),
    (SCIENTIFIC, "320000 | 3.2*10^5 | 3.2e5 | 320,000"),
)  # fmt: skip
"""Right attempts, separated by bars with spaces around them."""

WRONG: tuple[tuple[Answer, str, str], ...] = (
    (ROOTS, "forgotten_solution", "2 | x = 3 | two"),
    (ROOTS, "sign", "-2, -3 | x = -2 or x = -3 | -2 and 3"),
    (ROOTS, "extra_solution", "2, 3, 4 | x = 2 or x = 3 or x = 0"),
    (ROOTS, "", "x = 4 | 1 and 6 | 5"),
    (THREE, "sign", "-3 | x = -3 | minus three"),
    (THREE, "factor", "6 | 1.5 | 30 | 12"),
    (THREE, "", "4 | 8 | x = π"),
    (FRACTION, "sign", "-3/4 | -0.75"),
    (FRACTION, "factor", "3/2 | 3 | 0.075"),
    (FRACTION, "unfinished", "1/2 + 1/4 | 0.5 + 0.25"),
    (FRACTION, "rounding", "0.8 | 0.76"),
    (LOWEST, "unfinished", "6/8 | 75/100"),
    (THIRD, "rounding", "0.33 | 0.333 | 0.3"),
    (THIRD_ROUNDED, "rounding", "0.3 | 0.34"),
    (CIRCLE, "rounding", "78.54 | 78.5"),
    (CIRCLE_ROUNDED, "rounding", "78.5 | 78.53"),
    (CIRCLE_ROUNDED, "factor", "50π"),
    (CIRCLE_ROUNDED, "unfinished", "5^2 π"),
    (CIRCLE_ROUNDED, "", "25 | 10π"),
    (MILES, "unit", "8.04672 m | 8.04672 cm"),
    (MILES, "", "5 km"),
    (LENGTH, "unit", "5 cm | 5 | 5 km"),
    (SPEED, "unit", "36 m/s"),
    (BELOW_TWO, "end", "x ≤ 2 | x > 2 | (2, oo)"),
    (BELOW_TWO, "", "x < 3 | x > 4"),
    (BETWEEN, "end", "-2 <= x <= 2 | [-2, 2]"),
    (OUTSIDE, "end", "x < -1 or x > 4 | -1 <= x <= 4"),
    (SYSTEM, "forgotten_solution", "x = 2"),
    (SYSTEM, "", "(1, 2) | x = 1, y = 2"),
    (ANTIDERIVATIVE, "constant", "x^2"),
    (ANTIDERIVATIVE, "", "2x"),
    (DERIVATIVE, "sign", "3x^2 - 2 | -3x^2 - 2"),
    (DERIVATIVE, "factor", "6x^2 + 4"),
    (DERIVATIVE, "", "3x^2 | x^2 + 2"),
    (FACTORED, "unfinished", "x^2 - 5x + 6"),
    (FACTORED, "sign", "(x+2)(x+3) | -(x-2)(x-3)"),
    (FACTORED, "", "(x-1)(x-6)"),
    (EXPANDED, "unfinished", "(x+1)(x-2) | x^2 - 2x + x - 2"),
    (EXPANDED, "sign", "x^2 + x - 2"),
    (SIMPLE, "unfinished", "(x^2-1)/(x-1)"),
    (SIMPLE, "sign", "x - 1"),
    (PRODUCT, "unfinished", "17*24 | 400 + 8"),
    (PRODUCT, "sign", "-408"),
    (PRODUCT, "", "804 | 418"),
    (PRIMES, "unfinished", "84 | 7 * 12"),
    (PRICE, "factor", "10 | 60"),
    (PRIME, "", "yes | ja | 是"),
    (NONE, "", "x = 1"),
    (IRRATIONAL, "forgotten_solution", "√2 | x = -√2"),
    (IRRATIONAL, "", "x = ±2"),
    (NEGATIVE, "sign", "7 | seven"),
    (LARGE, "factor", "125000 | 12500000"),
    (ZERO, "", "1 | -1"),
    (MIXED, "sign", "-2.5"),
    (TRIGONOMETRIC, "sign", "-cos(x)"),
    (TRIGONOMETRIC, "", "sin(x)"),
    (SQUARE, "", "x^2+9 | x^2+3x+9 | 2x+6"),
    (SQUARE, "sign", "x^2-6x+9"),
    (SQUARE, "unfinished", "(x+3)^2"),
    (SUM_OF_ROOTS, "", "sqrt(13) | 13"),
    (DIFFERENCE, "", "x-1 | 5x-1"),
    (DIFFERENCE, "sign", "x+9"),
    (LIKE_TERMS, "", "6x^4 | 5x^4"),
    (RECIPROCAL, "", "-25 | 25"),
    (RECIPROCAL, "sign", "-1/25"),
    (ROOT_OF_PART, "", "√x | 1/x"),
    (LOGARITHM, "", "ln(2x) | ln(x)^2"),
    (LOGARITHMS, "", "ln(a+b)"),
    (MINUS_NINE, "sign", "9 | (-3)^2"),
    (SIMPLE_ROOT, "", "12 | √36"),
    (SPLIT, "", "x | 1+x"),
    (CUBE, "factor", "3z^9"),
    (BOTH_ROOTS, "forgotten_solution", "3 | √9"),
    (ABOVE, "end", "x < -2"),
    (ABOVE, "", "x > 2"),
    (SUM_OF_PARTS, "", "3/5 | 3/6 | 2/5"),
    (EXPONENTIAL, "constant", "2e^x"),
)  # fmt: skip
"""Wrong attempts with their slip, which is empty where none can be told."""

UNDECIDED: tuple[tuple[Answer, str], ...] = (
    (ROOTS, "I don't know | hello | give me the answer | what do you mean? | the first one"),
    (THREE, "y = 3 | 2x = 6 | import os | x < 3"),
    (BETWEEN, "|x| < 2"),
    (PRIME, "7"),
    (NONE, "yes"),
    (LOGARITHM_OF_SQUARE, "2ln(x)"),
    (PRODUCT, "9**9**9**9 | ((((((((((1 | " + "9" * 600),
)
"""Attempts of which it cannot be told whether they are right."""


def cases() -> list[tuple[Answer, str, bool | None, str]]:
    """Return every attempt with its verdict and the kind of its slip."""
    right = [(answer, attempt, True, "") for answer, attempts in RIGHT for attempt in attempts.split(" | ")]
    wrong = [(answer, attempt, False, slip) for answer, slip, attempts in WRONG for attempt in attempts.split(" | ")]
    undecided = [(answer, attempt, None, "") for answer, attempts in UNDECIDED for attempt in attempts.split(" | ")]
    return [*right, *wrong, *undecided]
