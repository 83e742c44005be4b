"""What tutors say who help without telling: in the style of tutoring dialogues, with the numbers of the problem in it."""

# ruff: noqa: E501, RUF001 - tables of texts, with signs of mathematics

from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.disclosure.finder import Secret
from tests.agents.study.leaks import (
    BELOW,
    CIRCLE,
    DERIVATIVE,
    FACTORS,
    FRACTION,
    LINEAR,
    MILES,
    NEGATIVE,
    NONE,
    PERCENT,
    PRIME,
    PRODUCT,
    QUADRATIC,
    SYSTEM,
)

MEAN = Secret(Answer("14"), "What is the mean of 8, 12, 15 and 21?", ("8 + 12 + 15 + 21 = 56",))
TRIANGLE = Secret(Answer("13"), "A right triangle has legs 5 and 12. How long is the hypotenuse?", ("5² + 12² = 169",))
CHANGE = Secret(Answer("0.2"), "What is 1.7 - 1.5?")
POWER = Secret(Answer("x = 5"), "Solve 2^x = 32")
DISCOUNT = Secret(Answer("68"), "A coat costs 80 and is reduced by 15%. What does it cost now?", ("0.15 · 80 = 12",))

_ANY = (
    "Hi! Could you walk me through what you did so far?", "I like how you set that up. What made you choose this way?", "Hmm, let's slow down and look at one line at a time.",
    "Before we compute anything: what are we looking for, and what do we know?", "Can you say the problem again in your own words?", "Nice work on the first part! Where did you go from there?",
    "You're on the right track; one thing went wrong in the second line.", "Don't worry, this one trips up many people.", "**Hint:** look at the sign.\n\n- What did you do first?\n- What did you do second?",
    "1. Read it again.\n2. Underline what is given.\n3. Circle what is asked.", "Take your time. There is no hurry!", "Could you check that calculation again?", "How could you find out whether your answer is right?",
    "Lies das noch einmal in Ruhe.", "¿Qué harías primero?", "先想一想，题目问的是什么？", "Great thinking! 🎉 What comes next?", "Let me know which of the two steps is unclear.",
    "Why do you think that this is the right operation?", "Can you draw a picture of it?", "Explain your second line to me as if I had missed the lesson.", "What would a friend say who disagrees with you?", "Which part feels hard?",
    "That's a common slip. Look once more at the order of the operations.", "You're nearly there. Only the final calculation is missing.", "Does your answer make sense? Is it about as large as you expected?", "Try it with easier numbers first.",
    "Erkläre mir deinen ersten Schritt.", "Schau dir das Vorzeichen noch einmal an.", "Explícame tu primer paso.", "Vas por buen camino.", "你能解释一下第一步吗？", "很好，继续！",
)  # fmt: skip

TUTORING_HINTS: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (QUADRATIC, (
        *_ANY, "What do you get for b² − 4ac, if a = 1, b = −5 and c = 6?", "You have the discriminant now. What does the formula want you to do with it?", "Remember that −b is −(−5), so mind the two minus signs.",
        "A quadratic equation can have zero, one or two solutions. Which case is this?", "Try to write x² − 5x + 6 as a product of two brackets.", "Which pairs of whole numbers have the product 6? Now look at their sums.",
        "Your first root is fine. The ± means that there is one more.", "Let's test your number: put it in for x in x² − 5x + 6. Do you get 0?", "If a product is 0, what do you know of its factors?",
        "Sketch the parabola: where does it cross the x-axis? Its lowest point is at x = 2.5.", "Suche zwei Zahlen mit dem Produkt 6 und der Summe 5.", "¿Qué te da la fórmula si a = 1, b = −5 y c = 6?", "把a、b、c代入公式。",
        "Completing the square: what is half of 5, and what is its square?", "Half of −5 is −2.5; now square it.",
    )),
    (PRODUCT, (
        *_ANY, "What is 17 times 20? And 17 times 4?", "You could also think of 24 as 25 − 1. What is 17 · 25?", "17 · 24 is close to 20 · 24. Is it more or less?", "You carried the 2, but then you added it twice.",
        "So 17 · 20 = 340. What is still missing?", "Which is easier for you, 17 · 24 or 24 · 17?", "Write 17 as 10 + 7 and multiply each part by 24.", "Check the ones digit: 7 · 4 ends in which digit?", "Zerlege 24 in 20 + 4 und rechne beides einzeln.",
        "Descompón 24 en 20 + 4.", "把24分成20和4。", "Your result is a bit too small. Did you forget the zero in 340?", "Estimate first: 20 times 20 is 400, so should your result be near 400 or near 4000?", "The result lies between 300 and 500; can you narrow it down?",
    )),
    (FRACTION, (
        *_ANY, "Both fractions need the same denominator. Which number do 2 and 4 both divide?", "If you cut a pizza in 4 slices, how many slices is one half?", "You added the denominators: 2 + 4 = 6. What does the denominator tell us?", "1/2 is the same as how many quarters?",
        "Is 2/6 more or less than 1/2? So can it be the sum?", "Rewrite 1/2 as 2/4.", "Now both are quarters. Add what stands above.", "Erweitere 1/2 auf Viertel.", "Convierte 1/2 en cuartos.", "把1/2写成四分之几？",
        "Think of money: half a dollar and a quarter of a dollar.", "The denominator stays, the numerators are added.", "In decimals, 1/2 is 0.5. What is 1/4?",
    )),
    (LINEAR, (
        *_ANY, "Which operation was done to x last? Undo that one first.", "You subtracted 3 from the left side. What must you do to the right side?", "11 − 3 = 8, well done. So what do you know about 2x?", "2x means 2 times x. How do you undo times 2?",
        "Think of a scale: what you take away on the left, you take away on the right.", "If x were 1, then 2x + 3 would be 5. Is that too small or too big?", "With x = 10 you would get 23, far more than 11.", "Was machst du mit der 3?", "¿Cómo deshaces el + 3?", "先把3移到右边。",
        "You wrote 2x = 14. Did you add 3 or subtract it?", "We have two steps to undo: + 3 and · 2.",
    )),
    (CIRCLE, (
        *_ANY, "Is 5 the radius or the diameter here?", "The formula for the area is π·r². What stands for r?", "You used 2·π·r: is that the area or the circumference?", "Square 5 first, then multiply by π.", "You doubled the 5 instead of squaring it.", "Welche Formel gilt für die Fläche?",
        "¿Cuál es la fórmula del área?", "面积公式是什么？", "You can leave π in your answer.", "A square around the circle would have the side 10 and the area 100. Is the circle larger or smaller?",
    )),
    (MILES, (*_ANY, "One mile is 1.609344 km. How many km are two miles?", "Do you have to multiply or to divide by 1.609344?", "Will the number of kilometers be larger or smaller than 5?", "Rechne zuerst aus, wie viele km eine Meile hat.", "Write 1.609344 km under each of the 5 miles and add.")),
    (DERIVATIVE, (*_ANY, "Which rule do you know for x^n?", "The exponent comes down in front. What is the new exponent of x³?", "What is the slope of the line y = 2x?", "Take the two terms one after the other.", "You found 3x² for the first term. And the second?", "Leite jeden Summanden einzeln ab.", "Deriva cada término por separado.", "先对x³求导。", "If the rule gives n·x^(n−1), what is n here?")),
    (FACTORS, (*_ANY, "The last number is 6 and the middle one is −5.", "Both numbers have the same sign, since their product is positive.", "Write (x − p)(x − q) and multiply out. What must p + q be?", "Make a list of the factor pairs of 6.", "If you multiply your brackets out, do you get −5x in the middle?", "Welche Zahlenpaare haben das Produkt 6?", "The pair 1 and 6 has the product 6, but the sum is 7.")),
    (BELOW, (*_ANY, "Treat the < like an = for now. What do you do with the 3?", "7 − 3 = 4; what is left on the left side?", "You divide by a positive number: does the sign turn round?", "Test your result with x = 0: is 2·0 + 3 less than 7?", "Was passiert mit dem Zeichen?", "Would x = 10 be allowed? Put it in.")),
    (NONE, (*_ANY, "What happens when you take x away on both sides?", "Is there a number that equals itself plus 1?", "Compare the two sides: by how much do they differ?", "Read what is left over. Can that be true?", "Was bleibt übrig, wenn du x abziehst?")),
    (PRIME, (*_ANY, "Start with the small primes: 2, 3, 5. Does any of them divide 91?", "The digits of 91 add up to 10. What does that tell you about 3?", "You only have to test primes up to the square root, which is a bit over 9.", "What exactly is a prime number?", "Es una pregunta sobre divisores: ¿cuáles pruebas primero?", "If a number is prime, how many divisors does it have?", "Teste die Primzahlen der Reihe nach.")),
    (SYSTEM, (*_ANY, "If you add both equations, which letter disappears?", "Solve the second equation for x: x = y + 1. Where can you put that?", "You have 2x = 4 now. And then?", "Two equations, two unknowns: that is enough.", "Check your pair in both equations, not only in the first.", "Addiere die beiden Gleichungen.", "Suma las dos ecuaciones.", "把两个方程相加。")),
    (NEGATIVE, (*_ANY, "10 is added to x. How do you undo that?", "Start at 3 on the number line and walk 10 to the left. Where are you?", "Can x be positive if x + 10 is only 3?", "You took 3 from 10; which way round should it be?", "Subtrahiere 10 auf beiden Seiten.", "Resta 10 a los dos lados.")),
    (PERCENT, (*_ANY, "What is 10% of 240? And half of that?", "15% is 10% and 5% together.", "Percent means out of 100: write 15% as a fraction.", "You multiplied by 15; what about the 100?", "Should your result be more or less than half of 240?", "10% von 240 sind 24. Und 5%?", "El 10% de 240 es 24. ¿Y el 5%?", "240的10%是24，那5%呢？", "A quarter would be 60; 15% is less.")),
    (MEAN, (*_ANY, "Add all the numbers first. How many numbers are there?", "The sum is 56. What do you divide by?", "There are 4 numbers, so share the sum between 4.", "You divided by 2; is that how many numbers we have?", "The mean lies somewhere between 8 and 21.", "Would the mean change if one more 8 came in?", "Wie viele Zahlen sind es?", "First 8 + 12 = 20, then 20 + 15, and so on.")),
    (TRIANGLE, (*_ANY, "Which theorem holds in a right triangle?", "Square both legs: 5² and 12².", "25 + 144 is 169; which number squared gives that?", "You added 5 and 12; did you square them first?", "The hypotenuse is longer than each leg, and shorter than 17.", "Which side lies across from the right angle?", "Wie heißt der Satz?", "¿Qué dice el teorema de Pitágoras?")),
    (CHANGE, (*_ANY, "Line up the decimal points.", "Think of 17 tenths and 15 tenths.", "Count up from 1.5: how far is it to 1.7?", "The whole ones are the same, so look at the tenths only.")),
    (POWER, (*_ANY, "Write the powers of 2 one after the other: 2, 4, 8, and so on.", "How often do you have to double 1 to get to 32?", "Is 32 a power of 2?", "2^3 is 8, that is too small.", "Which exponent gives 32?", "Halve 32 again and again, and count.", "16 is 2 to the power of 4; go on from there.")),
    (DISCOUNT, (*_ANY, "How much is 10% of 80? And 5%?", "You found the discount of 12. Is that the price, or what is taken off?", "15% off means that you still pay 85%.", "The price must be lower than 80.", "Zieh den Nachlass vom Preis ab.", "What would it cost with 50% off?")),
)  # fmt: skip
