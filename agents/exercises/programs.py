"""Small programming tasks; their tests stay hidden and run in the sandbox."""

from dataclasses import dataclass
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, ProgramTests
from agents.user_messages import TranslatableText

PROGRAMS = KindRegistry()


@dataclass(frozen=True, slots=True)
class ProgramTask:
    """One task: what the function does, which rule helps, and how it is tested."""

    level: int
    question: TranslatableText
    rule: TranslatableText
    tests: ProgramTests


_LOOP = TranslatableText(
    "Begin with an empty result, go through the values one by one, and return the result at the end."
)
_RECURSION = TranslatableText("Solve the smallest case first, then lead every larger case back to a smaller one.")
_TEXT = TranslatableText("A text is a row of characters: you can loop over it, slice it and join it again.")
_CONDITION = TranslatableText("Check the special cases first with if, then return the ordinary result.")
_DICTIONARY = TranslatableText("A dictionary or a set remembers what has been seen already.")

TASKS: tuple[ProgramTask, ...] = (
    ProgramTask(
        1,
        TranslatableText("Write a function `double(n)` that returns twice the number."),
        _CONDITION,
        ProgramTests(
            "double", (("3", "6"), ("0", "0"), ("-4", "-8"), ("2.5", "5.0")), "def double(n):\n    return 2 * n\n"
        ),
    ),
    ProgramTask(
        1,
        TranslatableText(
            "Write a function `is_even(n)` that returns `True` for even whole numbers and `False` for odd ones."
        ),
        _CONDITION,
        ProgramTests(
            "is_even",
            (("4", "True"), ("7", "False"), ("0", "True"), ("-3", "False")),
            "def is_even(n):\n    return n % 2 == 0\n",
        ),
    ),
    ProgramTask(
        1,
        TranslatableText(
            "Write a function `largest(values)` that returns the largest number of a list that is not empty."
        ),
        _LOOP,
        ProgramTests(
            "largest",
            (("[3, 9, 2]", "9"), ("[5]", "5"), ("[-4, -9, -1]", "-1"), ("[2, 2, 2]", "2")),
            "def largest(values):\n    best = values[0]\n    for value in values:\n        if value > best:\n"
            "            best = value\n    return best\n",
        ),
    ),
    ProgramTask(
        1,
        TranslatableText(
            "Write a function `total(values)` that returns the sum of a list of numbers; the sum of no numbers is 0."
        ),
        _LOOP,
        ProgramTests(
            "total",
            (("[1, 2, 3]", "6"), ("[]", "0"), ("[-5, 5]", "0"), ("[10]", "10")),
            "def total(values):\n    result = 0\n    for value in values:\n        result += value\n    return "
            "result\n",
        ),
    ),
    ProgramTask(
        1,
        TranslatableText("Write a function `backwards(text)` that returns the text from its end to its beginning."),
        _TEXT,
        ProgramTests(
            "backwards",
            (("'abc'", "'cba'"), ("''", "''"), ("'a b'", "'b a'"), ("'Level'", "'leveL'")),
            "def backwards(text):\n    return text[::-1]\n",
        ),
    ),
    ProgramTask(
        2,
        TranslatableText(
            "Write a function `count_vowels(text)` that returns how many of the letters a, e, i, o, u are in a "
            "text, small or capital.",
        ),
        _TEXT,
        ProgramTests(
            "count_vowels",
            (("'banana'", "3"), ("'Rhythm'", "0"), ("''", "0"), ("'AEIOU'", "5"), ("'Look out'", "4")),
            "def count_vowels(text):\n    return len([c for c in text.lower() if c in 'aeiou'])\n",
        ),
    ),
    ProgramTask(
        2,
        TranslatableText(
            "Write a function `factorial(n)` that returns the product of the whole numbers from 1 to n; for 0 it is 1."
        ),
        _RECURSION,
        ProgramTests(
            "factorial",
            (("5", "120"), ("0", "1"), ("1", "1"), ("10", "3628800")),
            "def factorial(n):\n    return 1 if n == 0 else n * factorial(n - 1)\n",
        ),
    ),
    ProgramTask(
        2,
        TranslatableText(
            "Write a function `is_prime(n)` that returns whether a whole number is prime; 0, 1 and negative "
            "numbers are not.",
        ),
        _CONDITION,
        ProgramTests(
            "is_prime",
            (
                ("7", "True"),
                ("1", "False"),
                ("2", "True"),
                ("91", "False"),
                ("0", "False"),
                ("-7", "False"),
                ("97", "True"),
            ),
            "def is_prime(n):\n    if n < 2:\n        return False\n    for d in range(2, n):\n        if n % d == 0:\n"
            "            return False\n    return True\n",
        ),
    ),
    ProgramTask(
        2,
        TranslatableText(
            "Write a function `is_palindrome(text)` that returns whether a text reads the same from both ends; "
            "capital and small letters count as equal.",
        ),
        _TEXT,
        ProgramTests(
            "is_palindrome",
            (("'level'", "True"), ("'Anna'", "True"), ("'hello'", "False"), ("''", "True"), ("'ab'", "False")),
            "def is_palindrome(text):\n    text = text.lower()\n    return text == text[::-1]\n",
        ),
    ),
    ProgramTask(
        2,
        TranslatableText(
            "Write a function `without_repeats(values)` that returns a list with each value once, in the order "
            "in which they first come.",
        ),
        _DICTIONARY,
        ProgramTests(
            "without_repeats",
            (("[1, 2, 1, 3]", "[1, 2, 3]"), ("[]", "[]"), ("['b', 'a', 'b']", "['b', 'a']"), ("[4, 4, 4]", "[4]")),
            "def without_repeats(values):\n    result = []\n    for value in values:\n        if value not in result:\n"
            "            result.append(value)\n    return result\n",
        ),
    ),
    ProgramTask(
        2,
        TranslatableText(
            "Write a function `fizz_buzz(n)` that returns 'Fizz' for multiples of 3, 'Buzz' for multiples of "
            "5, 'FizzBuzz' for multiples of both, and otherwise the number as a text.",
        ),
        _CONDITION,
        ProgramTests(
            "fizz_buzz",
            (("9", "'Fizz'"), ("10", "'Buzz'"), ("30", "'FizzBuzz'"), ("7", "'7'"), ("1", "'1'")),
            "def fizz_buzz(n):\n    if n % 15 == 0:\n        return 'FizzBuzz'\n    if n % 3 == 0:\n"
            "        return 'Fizz'\n"
            "    if n % 5 == 0:\n        return 'Buzz'\n    return str(n)\n",
        ),
    ),
    ProgramTask(
        3,
        TranslatableText(
            "Write a function `fibonacci(n)` that returns the first n numbers of the sequence 1, 1, 2, 3, 5, … "
            "as a list.",
        ),
        _LOOP,
        ProgramTests(
            "fibonacci",
            (("5", "[1, 1, 2, 3, 5]"), ("0", "[]"), ("1", "[1]"), ("2", "[1, 1]"), ("8", "[1, 1, 2, 3, 5, 8, 13, 21]")),
            "def fibonacci(n):\n    result = []\n    a, b = 1, 1\n    for _ in range(n):\n        result.append(a)\n"
            "        a, b = b, a + b\n    return result\n",
        ),
    ),
    ProgramTask(
        3,
        TranslatableText(
            "Write a function `letter_counts(text)` that returns a dictionary with how often each character is "
            "in a text.",
        ),
        _DICTIONARY,
        ProgramTests(
            "letter_counts",
            (
                ("'noon'", "{'n': 2, 'o': 2}"),
                ("''", "{}"),
                ("'aab'", "{'a': 2, 'b': 1}"),
                ("'xyx'", "{'x': 2, 'y': 1}"),
            ),
            "def letter_counts(text):\n    counts = {}\n    for c in text:\n        counts[c] = counts.get(c, 0) + 1\n"
            "    return counts\n",
        ),
    ),
    ProgramTask(
        3,
        TranslatableText(
            "Write a function `common_divisor` that returns the greatest common divisor of two positive whole numbers.",
        ),
        _RECURSION,
        ProgramTests(
            "common_divisor",
            (("12, 18", "6"), ("7, 13", "1"), ("5, 5", "5"), ("100, 75", "25"), ("1, 9", "1")),
            "def common_divisor(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n",
        ),
    ),
    ProgramTask(
        3,
        TranslatableText(
            "Write a function `second_largest(values)` that returns the second largest of the different "
            "numbers of a list, or `None` if there is none.",
        ),
        _DICTIONARY,
        ProgramTests(
            "second_largest",
            (("[3, 9, 5]", "5"), ("[9, 9, 4]", "4"), ("[7]", ""), ("[]", ""), ("[-1, -2]", "-2")),
            "def second_largest(values):\n    different = sorted(set(values))\n"
            "    return different[-2] if len(different) > 1 else None\n",
        ),
    ),
    ProgramTask(
        3,
        TranslatableText(
            "Write a function `to_binary(n)` that returns a whole number from 0 on as a text of zeros and "
            "ones, without `bin`.",
        ),
        _RECURSION,
        ProgramTests(
            "to_binary",
            (("5", "'101'"), ("0", "'0'"), ("1", "'1'"), ("255", "'11111111'"), ("64", "'1000000'")),
            "def to_binary(n):\n    return str(n) if n < 2 else to_binary(n // 2) + str(n % 2)\n",
        ),
    ),
)
"""All tasks, the easy ones first."""


@PROGRAMS.kind("programs")
def program(random: Random, level: int) -> Draft:
    """Draw a task of the level."""
    task = random.choice([task for task in TASKS if task.level == level])
    return Draft(task.question, task.tests, task.rule)
