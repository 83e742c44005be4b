"""What gives away answers that are more than a number: what is chosen, a verdict, a day, a time, a ratio, a function."""

# ruff: noqa: E501 - tables of texts

from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.disclosure.finder import Secret

LARGER = Secret(Answer("7/9"), "Which is larger, 7/9 or 3/4?")
THIRD = Secret(Answer("14"), "What is the third largest of 14, 52, 6, 33?")
MODE = Secret(Answer("8, which appears 3 times"), "What is the mode of 8, 3, 8, 12, 8?")
EVEN = Secret(Answer("No: 63 is odd"), "Is 63 even?")
DIVISIBLE = Secret(Answer("Yes: 96 = 8 · 12"), "Is 96 divisible by 8?")
PRIME_NUMBER = Secret(
    Answer("Yes: 89 is a prime number; no prime up to its root, 9, divides it"), "Is 89 a prime number?"
)
WEEKDAY = Secret(Answer("Thursday"), "What day of the week is 2 January 2025?")
DATE = Secret(Answer("9 August 2025, a Saturday"), "What date is 10 days after 30 July 2025?")
TIME = Secret(Answer("6:45"), "What time is it 55 minutes after 5:50?")
METERS = Secret(Answer("8000 meters"), "Convert 8 km to meters", ("1 km = 1000 m",))
RATIO = Secret(Answer("4:7"), "Simplify the ratio 16:28")
CHANCE = Secret(Answer("1/8 ≈ 0.125"), "What is the probability of three heads?")
COSINE = Secret(Answer("cos(x)"), "What is the derivative of sin(x)?")
CHAIN = Secret(Answer("4cos(4x)"), "What is the derivative of sin(4x)?")
SAME = Secret(Answer("e^x"), "What is the derivative of e^x?")
POINT = Secret(Answer("(4, 9)"), "What is the midpoint of (1, 7) and (7, 11)?")
CHOICE = Secret(Answer("(c) 29"), "Which of these is prime? A) 27 B) 33 C) 29")
BINARY = Secret(Answer("10110 (base 2)"), "What is 22 in binary?")
ROMAN = Secret(Answer("LXXIV"), "Write 74 in Roman numerals")
DOMAIN = Secret(Answer("x ≠ 6"), "What is the domain of 1/(x - 6)?")
PRIME_FACTORS = Secret(Answer("150 = 2 · 3 · 5²", form="factored"), "What is the prime factorization of 150?")
SUBTRACTION = Secret(Answer("x = 6"), "Solve x + 9 = 15")

LEAKS_BY_KIND: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (LARGER, ("7/9 is the greater one.", "3/4 < 7/9", "7/9 ist größer.", "El mayor es 7/9.", "7/9更大", "28/36 > 27/36", "3/4 is smaller.")),
    (THIRD, ("14 comes third.", "52, 33, 14", "Die drittgrößte Zahl ist 14.", "第三大的是14")),
    (MODE, ("Eight appears most often.", "8 kommt am häufigsten vor.", "la moda es 8", "众数是八", "There are three eights: 8 is the mode.")),
    (EVEN, ("63 is odd.", "It's an odd number.", "63 ist ungerade.", "63 es impar.", "63是奇数")),
    (DIVISIBLE, ("96/8 = 12", "8 divides 96.", "There is no remainder.", "96 ist durch 8 teilbar.", "96能被8整除")),
    (PRIME_NUMBER, ("It has exactly two divisors.", "89 is prime.", "89 ist eine Primzahl.", "89 es primo.")),
    (WEEKDAY, ("Donnerstag", "It's a Thursday.", "jueves", "周四", "the day after Wednesday", "der Tag vor Freitag")),
    (DATE, ("August 9", "9. August", "el 9 de agosto", "8月9日", "2025-08-09", "the ninth of August")),
    (TIME, ("a quarter to seven", "Viertel vor sieben", "las siete menos cuarto", "六点四十五", "6.45", "15 minutes to seven")),
    (METERS, ("8·10³ m", "八千米", "8 thousand m", "8k m")),
    (RATIO, ("four to seven", "vier zu sieben", "cuatro a siete", "四比七")),
    (CHANCE, ("one in eight", "eins zu acht")),
    (COSINE, ("$\\cos x$", "It's the cosine.", "der Kosinus", "el coseno de x", "余弦")),
    (CHAIN, ("$4\\cos 4x$", "four cosine of four x", "vier Kosinus vier x", "4余弦4x")),
    (SAME, ("e to the x", "e hoch x", "It is its own derivative.", "e elevado a x", "e的x次方")),
    (POINT, ("four and nine", "vier und neun", "cuatro y nueve", "四和九")),
    (CHOICE, ("Option C", "It's (c).", "die dritte", "la tercera", "选C", "29 is prime")),
    (BINARY, ("1 0 1 1 0", "$10110_2$")),
    (ROMAN, ("LXX + IV", "L X X I V")),
    (DOMAIN, ("all numbers except 6", "x darf nicht 6 sein", "todos menos el 6", "x不等于6", "6 is excluded")),
    (PRIME_FACTORS, ("2, 3, 5 and 5", "zwei mal drei mal fünf hoch zwei")),
)  # fmt: skip

HINTS_BY_KIND: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (LARGER, ("7/9 = 28/36", "Compare the numerators.", "Is 7/9 more than 3/4?", "Suche einen gemeinsamen Nenner.")),
    (THIRD, ("52 is the largest.", "Sort them from the top.", "Sortiere die Zahlen.")),
    (MODE, ("How often does 3 occur?", "Make a tally.", "Welche Zahl kommt am häufigsten vor?")),
    (EVEN, ("When is a number even?", "Look at the last digit.", "What do even numbers end in?")),
    (DIVISIBLE, ("80 is a multiple of 8.", "What is left after 80?", "Is 16 a multiple of 8?")),
    (PRIME_NUMBER, ("Try the primes up to 9.", "Is it divisible by 3?")),
    (WEEKDAY, ("1 January 2025 is a Wednesday.", "Count on one day.")),
    (DATE, ("July has 31 days.", "Go on in August.")),
    (TIME, ("Go to 6:00 first.", "Ten minutes take you to 6:00.")),
    (COSINE, ("Look at the slope of the sine at 0.", "Think of the unit circle.")),
    (CHAIN, ("Use the chain rule.", "The inner derivative is 4.")),
    (CHOICE, ("27 = 3 · 9", "Rule out the multiples of 3.")),
    (DOMAIN, ("When is the denominator zero?", "Dividing by zero is not allowed.")),
    (PRIME_FACTORS, ("150 = 2 · 75", "Start with 2.")),
    (SUBTRACTION, ("What is 15 - 9?", "Subtract 9 from both sides.", "15 - 9 = ?")),
)  # fmt: skip
