"""Questions that fit a known sentence wholly are answered; with a word too many they are not."""

# ruff: noqa: RUF001 - Chinese marks

import pytest

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.question import has_mathematics
from agents.mathematics.questions.templates import read_template
from agents.mathematics.solver import answer_question

DATES = [
    ("How many days between 3 March 2024 and 1 May 2024?", "59 days"),
    ("How many days are there between 3 March and 1 May?", "59 days"),
    ("How many days are there from December 20 to January 5?", "16 days"),
    ("How many days are there between 3 March and 5 March 2023?", "2 days"),
    ("¿Cuántos días hay entre el 3 de marzo de 2024 y el 1 de mayo de 2024?", "59 days"),
    ("Wie viele Tage liegen zwischen dem 3. März 2024 und dem 1. Mai 2024?", "59 days"),
    ("从2024年3月3日到2024年5月1日有多少天？", "59 days"),
    ("What day of the week was 4 July 1776?", "Thursday"),
    ("On what day of the week did January 1st, 2000 fall?", "Saturday"),
    ("What day of the week was 2000-02-29?", "Tuesday"),
    ("¿Qué día de la semana fue el 12 de octubre de 1992?", "Monday"),
    ("Welcher Wochentag war der 9. November 1989?", "Thursday"),
    ("2024年3月3日是星期几？", "Sunday"),
    ("What date is 100 days after 1 January 2024?", "10 April 2024, a Wednesday"),
    ("What is the date 2 weeks before March 10, 2023?", "24 February 2023, a Friday"),
    ("What date is 10 days after 3 March?", "13 March"),
]
RATES = [
    ("A train travels 180 km in 3 hours. What is its average speed?", "60 km/h"),
    ("A car travels 120 miles in 1.5 hours. What is the average speed of the car?", "80 miles per hour"),
    ("Un coche recorre 150 km en 2 horas. ¿Cuál es su velocidad media?", "75 km/h"),
    ("Ein Zug fährt 240 km in 3 Stunden. Wie hoch ist seine Durchschnittsgeschwindigkeit?", "80 km/h"),
    ("一辆汽车3小时行驶180千米，平均速度是多少？", "60 千米/小时"),
    ("A car travels 240 miles in 4 hours. How far will it travel in 7 hours?", "420 miles"),
    ("Ein Auto fährt 240 km in 3 Stunden. Wie weit fährt es in 5 Stunden?", "400 km"),
    ("A machine makes 120 bottles in 4 minutes. How many bottles does it make in 7 minutes?", "210 bottles"),
    ("How long does it take to travel 150 km at 60 km/h?", "2.5 hours"),
    ("How long does it take to walk 3000 m at 6 km/h?", "0.5 hours"),
    ("A can do a job in 6 days and B in 3 days. How long together?", "2 days"),
    ("Tom can paint a fence in 6 hours and Ann can do it in 3 hours. How long will it take them together?", "2 hours"),
    ("一项工程，甲单独做6天完成，乙单独做3天完成，两人合作需要多少天完成？", "2 天"),
    ("Which is cheaper, 3 for $5 or 5 for $8?", "5 for 8"),
]
RATIOS = [
    ("Share $60 in the ratio 2:3", "24 and 36"),
    ("Teile 100 im Verhältnis 2:3 auf", "40 and 60"),
    ("Simplify the ratio 12:18", "2:3"),
    ("Simplify the ratio 1.5:2", "3:4"),
    ("The ratio of boys to girls is 3:2. There are 30 students. How many boys are there?", "18 boys"),
    ("The ratio of boys to girls in a class is 3:2. There are 12 boys. How many girls are there?", "8 girls"),
]
STORIES = [
    ("There are 544 pots. Each pot has 32 flowers in it. How many flowers are there in all?", "17408 flowers"),
    ("Each bag contains 23 pounds of oranges. How many pounds of oranges are in 45 bags?", "1035 pounds of oranges"),
    ("If you had 37 bags of cookies with 19 cookies in each bag, how many cookies would you have?", "703 cookies"),
    ("A bee has 6 legs. How many legs do eight bees have?", "48 legs"),
    ("Hay 5 cajas con 6 lápices en cada caja. ¿Cuántos lápices hay en total?", "30 lápices"),
    ("Tom has 24 candies and shares them equally among 6 friends. How many candies does each friend get?", "4 candies"),
    ("24 apples are shared equally among twenty-four children. How many apples does each child get?", "1 apple"),
    ("24 Äpfel werden gleichmäßig an 6 Kinder verteilt. Wie viele Äpfel bekommt jedes Kind?", "4 Äpfel"),
    ("把24个苹果平均分给6个小朋友，每人分多少个？", "4 苹果"),
    ("Tom buys 3 books at $4.50 each. How much does he pay?", "$13.50"),
    ("Un cuaderno cuesta 3 euros. ¿Cuánto cuestan 5 cuadernos?", "15"),
    ("Ein Heft kostet 1,50 Euro. Wie viel kosten 4 Hefte?", "6"),
    ("5 Hefte kosten 10 Euro. Wie viel kosten 8 Hefte?", "16"),
    ("3支铅笔6元，5支铅笔多少元？", "10"),
    ("Tom buys 3 books at $4 each and pays with $20. How much change does he get?", "$8"),
    ("Tom is 12 years old. His sister is 3 years older. How old is his sister?", "15 years"),
    ("Tom is 12 years old. Ann is 3 years younger than Tom. How old is Ann?", "9 years"),
    ("Ana tiene 5 manzanas y compra 3 más. ¿Cuántas manzanas tiene ahora?", "8 manzanas"),
    ("Anna hat 8 Äpfel und isst 3 davon. Wie viele Äpfel hat sie noch?", "5 Äpfel"),
    ("小明有5个苹果，又买了3个，现在一共有多少个苹果？", "8 苹果"),
    ("In a class of 30 students, 40% are girls. How many girls are there?", "12 girls"),
    ("En una clase de 30 alumnos, el 40 % son niñas. ¿Cuántas niñas hay?", "12 niñas"),
    ("The price of a $80 jacket is reduced by 15%. What is the new price?", "$68"),
    ("A coat costs $80. The price is raised by 15 percent. What is the new price?", "$92"),
    ("What is the angle between the hands of a clock at 3:30?", "75°"),
    ("Joe had fifty toy cars. If he gets twelve more cars, how many cars will he have then?", "62 cars"),
]
UNKNOWN = [
    ("Sum of a number and 15 is 96. Find the number.", "81"),
    ("12 less than twice a number is 20. Find the number.", "16"),
    ("I think of a number, multiply it by 3 and add 4. The result is 19. What is my number?", "5"),
    ("5 times a number is 35. What is the number?", "7"),
    ("The sum of two consecutive odd numbers is 20. Find the numbers.", "9 and 11"),
    ("The sum of two consecutive odd numbers is 22. Find the numbers.", "there are no such numbers"),
    ("The sum of two numbers is 10 and their difference is 4. What are the numbers?", "7 and 3"),
    ("What is the sum of the first 100 natural numbers?", "5050"),
    ("What is the sum of the first 10 even numbers?", "110"),
]


@pytest.mark.parametrize(("question", "answer"), [*DATES, *RATES, *RATIOS, *STORIES, *UNKNOWN])
def test_a_known_sentence_is_answered(question: str, answer: str) -> None:
    assert has_mathematics(question)
    assert answer_question(question).answer == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What day of the week was 3/4/2024?", "two ways"),
        ("What day of the week was 30 February 2024?", "no such date"),
        ("What day of the week was 4 July 1066?", "another calendar"),
        ("What day of the week was 4 July?", "Say the year"),
        ("How many days from 20 February to 5 March?", "leap year"),
        ("The ratio of boys to girls is 3:2. There are 30 teachers. How many boys are there?", "teachers"),
        ("The ratio of boys to girls is 3:2. There are 31 students. How many boys are there?", "do not fit"),
        ("Share $60 in the ratio 0:3", "greater than zero"),
        ("Tom has 25 sweets and shares them among 6 friends. How many sweets does each friend get?", "the rest"),
        ("In a class of 30 students, 45% are girls. How many girls are there?", "does not fit"),
        ("Tom buys 3 books at $4 each and pays with $10. How much change does he get?", "costs more"),
        ("What is the sum of the first 10 whole numbers?", "natural numbers"),
        ("A train travels 180 km in 0 hours. What is its average speed?", "no time"),
    ],
)
def test_what_has_no_answer_is_refused(question: str, sentence: str) -> None:
    with pytest.raises(AlgebraError, match=sentence):
        answer_question(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many working days between 3 March 2024 and 1 May 2024?",
        "What day of the week was 4 July 1776 in Paris?",
        "A train travels 180 km in 3 hours and waits. What is its average speed?",
        "A car travels 240 miles in 4 hours. How far will it travel in 7 days?",
        "Tom is 12 years old. Ann is 3 years older than Bob. How old is Ann?",
        "Tom is 12 years old. His sister is 3 years older. How old is his brother?",
        "Tom buys 3 books at $4 each. How much does Ann pay?",
        "A pen costs $2. How much do 7 pencils cost?",
        "There are 5 boxes. Each box has 12 pencils. How many pens are there in all?",
        "There are 5 boxes. Each box has 12 dozen pencils. How many pencils are there in all?",
        "A can do a job in 6 days and B in 3 hours. How long together?",
        "",
    ],
)
def test_a_word_too_many_is_not_overlooked(question: str) -> None:
    assert read_template(question) is None
