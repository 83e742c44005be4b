"""What tutors say who give the answer away without noticing: in a check, a count, a comparison, a grouping."""

# ruff: noqa: E501, RUF001 - tables of texts, with signs of mathematics

from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.disclosure.finder import Secret
from tests.agents.study.leaks import BELOW, FRACTION, LINEAR, PRIME, PRODUCT, QUADRATIC

QUOTIENT = Secret(Answer("16"), "What is 144 / 9?", ("144 / 9",))
DIFFERENCE = Secret(Answer("7/12 ≈ 0.583333", decimals=2), "What is 5/6 - 1/4?", ("20/24 − 6/24",))
EXPONENT = Secret(Answer("x = 4"), "Solve 3^x = 81", ("Bring everything to one side: 3^x − 81 = 0.",))
SURDS = Secret(
    Answer("x = 3 − √2 ≈ 1.58579 or x = √2 + 3 ≈ 4.41421", decimals=2),
    "Solve x^2 - 6x + 7 = 0",
    ("Use x = (−b ± √D) / (2a) = (6 ± (2√2)) / 2.",),
)
SLOPE = Secret(Answer("3"), "What is the slope of the line through (1, 2) and (4, 11)?")
EIGHTHS = Secret(Answer("3/8"), "Write 0.375 as a fraction")
WARMTH = Secret(Answer("98.6 °F = 37 °C"), "convert 98.6 F to C", ("Use C = (F − 32) · 5/9.",))
SQUARED = Secret(Answer("4x² − 12x + 9", form="expanded"), "expand (2x - 3)^2")
POSITIVE_FACTORS = Secret(Answer("(x + 3)·(x + 5)", form="factored"), "factor x^2 + 8x + 15")
ROOT = Secret(Answer("17"), "What is the square root of 289?")
MEDIAN = Secret(Answer("9"), "What is the median of 5, 12, 7, 20, 9?")
AT_LEAST = Secret(Answer("x ≥ 4"), "Solve 3x - 4 >= 8", ("3x ≥ 12",))
HALF_DOZEN = Secret(Answer("x = 6"), "Solve 7x - 5 = 37", ("7x = 42",))
MASS = Secret(Answer("0.25 kg"), "convert 250 g to kg")
BETWEEN = Secret(Answer("−2 < x < 3"), "Solve x^2 - x < 6")
OUTSIDE = Secret(Answer("x < 1 or x > 5"), "Solve x^2 - 6x + 5 > 0")
PERCENT = Secret(Answer("12"), "What is 15% of 80?")
AREA = Secret(
    Answer("9π ≈ 28.2743", decimals=2), "What is the area of a circle with radius 3?", ("Use π·r² with radius 3.",)
)
INTEGRAL = Secret(Answer("9"), "integrate x^2 from 0 to 3", ("An antiderivative is F(x) = x³/3.",))

TUTORING_LEAKS: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (LINEAR, ("Check by putting it in: 2(4) + 3 = 11 ✓", "Since 2·4 = 8 and 8 + 3 = 11, you can see what x has to be.", "Two fours are eight, and three more make 11.", "It's not 3 and it's not 5, but the integer right between them.", "It is an even number between 3 and 5.")),
    (QUADRATIC, ("f(3) = 9 − 15 + 6 = 0", "f(2) = 0")),
    (PRODUCT, ("It's 410 minus 2.", "the sum 400 + 8", "It is the product 8·51.", "400 and 8", "400 et 8", "34 groups of 12", "4 hundreds and 8 ones", "40 tens and 8 ones", "You get a 408.",
               "407より1大きい", "407より一つ大きい数", "407보다 1 큰 수", "사백칠보다 하나 큰 수", "407 से एक अधिक", "चार सौ सात से एक अधिक", "أكبر من 407 بواحد", "أكثر من 407 ب 1", "409より1小さい", "409보다 1 작은", "409 से एक कम", "أقل من 409 بواحد")),
    (QUOTIENT, ("9 × 16 = 144", "9 goes into 144 sixteen times.", "cabe 16 veces", "9乘以16等于144", "Choose (c) 16", "The quotient is 16 with remainder 0.", "2 to the 4th", "2 hoch 4", "half of 32", "You can check: 16·9 = 160 − 16 = 144.")),
    (DIFFERENCE, ("seven twelfths", "sieben Zwölftel", "siete doceavos", "sept douzièmes", "sette dodicesimi", "sete doze avos", "fourteen twenty-fourths", "7:12", "7∶12", "⁷⁄₁₂", "one half plus one twelfth")),
    (FRACTION, ("3 : 4", "7 eighths minus 1 eighth")),
    (EXPONENT, ("3⁴ = 81", "81 = 3·3·3·3", "3 multiplied by itself 4 times")),
    (SURDS, ("$3\\pm\\sqrt2$", "three plus or minus the square root of two", "tres más menos raíz de dos", "3加减根号2")),
    (SLOPE, ("y = 3x − 1", "So the line is y = 3x - 1.")),
    (EIGHTHS, ("375/1000 = 3/8", "3:8")),
    (WARMTH, ("310.15 K",)),
    (SQUARED, ("The coefficients are 4, −12 and 9.", "a = 4, b = −12, c = 9")),
    (POSITIVE_FACTORS, ("Use 3 and 5.", "3·5 = 15 and 3 + 5 = 8", "One bracket has a 3 and the other a 5.", "x(x+5)+3(x+5)", "x² + 3x + 5x + 15, now group", "(x+3)·(x+?)", "x plus three times x plus five", "equis más tres por equis más cinco")),
    (BELOW, ("menor que dos", "kleiner als zwei", "x is below 2", "everything less than two")),
    (BETWEEN, ("|x − 1/2| < 5/2",)),
    (OUTSIDE, ("|x − 3| > 2",)),
    (PRIME, ("91 has four divisors.", "It has a divisor besides 1 and itself.", "You'll find a divisor in the tens.", "91 = (10 − 3)(10 + 3)", "It's the product of two primes.", "tiene otros divisores", "sie hat weitere Teiler", "它还有别的因数")),
    (ROOT, ("the prime between 13 and 19", "10 + 7")),
    (
        MEDIAN,
        ("The median is 9.", "9 is in the middle", "sorted: 5, 7, [9], 12, 20 → 9", "neun ist der Median", "la mediana es nueve", "中位数是9", "9 stands in the middle"),
    ),
    (AT_LEAST, ("x is at least four", "x mindestens 4", "four or more", "not less than 4", "x es al menos cuatro", "x至少是4")),
    (HALF_DOZEN, ("Half a dozen fits.", "ein halbes Dutzend")),
    (MASS, ("四分之一千克", "a quarter of a kilogram")),
    (AREA, ("pi times nine", "9派")),
    (INTEGRAL, ("The area is 9 square units.", "[x³/3]₀³ = 9", "9 − 0")),
)  # fmt: skip

TUTORING_HINTS_TO_LEAKS: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (QUOTIENT, ("How often does 9 fit into 14?", "Both are divisible by 3. Divide both by 3 first.", "9·10 = 90 is too small; 9·20 = 180 is too large.", "Split 144 into 90 and 54.")),
    (DIFFERENCE, ("Write both fractions with denominator 12.", "1/4 is how many twelfths?", "Multiply 5/6 above and below by 2.")),
    (EXPONENT, ("3² = 9 and 9·9 = ?", "3³ = 27 is too small.", "Write 81 as a power of 3.")),
    (SURDS, ("The discriminant is 8.", "(x − 3)² = ?", "Complete the square: what is half of 6?")),
    (SLOPE, ("How much does y change from 2 to 11?", "Slope = change in y over change in x.", "Draw a slope triangle.")),
    (EIGHTHS, ("375/1000: what divides both?", "Write it over 1000.", "0.5 = 1/2 and 0.25 = 1/4 help.")),
    (WARMTH, ("98.6 − 32 = ?", "Freezing is 32 °F and boiling 212 °F.")),
    (SQUARED, ("(a − b)² = a² − 2ab + b²", "(2x)² is not 2x².", "Write it as (2x − 3)(2x − 3).")),
    (POSITIVE_FACTORS, ("1 and 15 have the right product, but their sum is 16.", "It has the form (x + a)(x + b).", "Which two numbers have the product 15 and the sum 8?")),
    (BETWEEN, ("Bring everything to one side.", "Where is x² − x − 6 zero?", "Test a number such as 0.")),
    (ROOT, ("15² = 225 is too small.", "18² = 324 is too big.", "The last digit is 9: so the root ends in 3 or 7.", "Between 10² and 20².")),
    (MEDIAN, ("Sort them first.", "5, 7, 9, 12, 20", "Which one is in the middle?", "What is the median of five numbers: which place has it?", "Is 12 in the middle?")),
    (AT_LEAST, ("3x ≥ 12", "Does the sign turn?", "Is the end included?", "Is it “more than”, or “at least”?")),
    (MASS, ("1 kg = 1000 g", "Move the decimal point three places.", "1千克等于1000克。")),
    (PERCENT, ("La mitad del 10 %.", "15% = 10% + 5%", "And 5%?")),
    (INTEGRAL, ("Find an antiderivative of x².", "Put in the upper bound first.", "What does the lower bound 0 give?")),
)  # fmt: skip
