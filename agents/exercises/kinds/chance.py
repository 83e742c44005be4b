"""Exercises of probability, combinatorics and statistics."""

from fractions import Fraction
from itertools import product
from math import comb, factorial
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, KnownAnswer
from agents.exercises.notation import decimal, listed
from agents.mathematics.task import Task
from agents.user_messages import TranslatableText

CHANCE = KindRegistry()

_FAVOURABLE = TranslatableText("Divide the number of favourable cases by the number of all cases.")


@CHANCE.kind("probability")
def dice(random: Random, level: int) -> Draft:
    if level == 1:
        faces = random.sample(range(1, 7), random.randint(1, 4))
        value = Fraction(len(faces), 6)
        return Draft(
            TranslatableText(
                "A fair die is rolled. What is the probability that it shows one of these numbers: {faces}?",
                faces=listed(sorted(faces)),
            ),
            KnownAnswer(str(value)),
            _FAVOURABLE,
            (f"{len(faces)}/6", str(value)),
            Task("evaluate", f"{len(faces)}/6"),
        )
    total = random.randint(2, 12) if level == 2 else random.randint(4, 17)
    dice_count = level
    ways = sum(sum(roll) == total for roll in product(range(1, 7), repeat=dice_count))
    value = Fraction(ways, 6**dice_count)
    count = str(dice_count)
    return Draft(
        TranslatableText(
            "{count} fair dice are rolled. What is the probability that their sum is {total}?",
            count=count,
            total=str(total),
        ),
        KnownAnswer(str(value)),
        _FAVOURABLE,
        (f"{ways}/{6**dice_count}", str(value)),
        Task("answer", f"What is the probability of getting a sum of {total} with {('two', 'three')[level - 2]} dice?"),
    )


@CHANCE.kind("probability")
def drawing_balls(random: Random, level: int) -> Draft:
    red, blue = random.randint(2, (6, 9, 12)[level - 1]), random.randint(2, (6, 9, 12)[level - 1])
    if level == 1:
        return Draft(
            TranslatableText(
                "A bag holds {red} red and {blue} blue balls. One is drawn at random. What is the probability "
                "that it is red?",
                red=str(red),
                blue=str(blue),
            ),
            KnownAnswer(str(Fraction(red, red + blue))),
            _FAVOURABLE,
            (f"{red}/{red + blue}", str(Fraction(red, red + blue))),
            Task("evaluate", f"{red}/({red} + {blue})"),
        )
    value = Fraction(comb(red, 2), comb(red + blue, 2))
    total = red + blue
    return Draft(
        TranslatableText(
            "A bag holds {red} red and {blue} blue balls. Two are drawn at random without putting the first "
            "back. What is the probability that both are red?",
            red=str(red),
            blue=str(blue),
        ),
        KnownAnswer(str(value)),
        TranslatableText("Multiply the probabilities along the path; for the second draw there is one ball less."),
        (f"{red}/{total} × {red - 1}/{total - 1}", str(value)),
        Task("evaluate", f"binomial({red}, 2) / binomial({red} + {blue}, 2)"),
    )


@CHANCE.kind("probability")
def coins(random: Random, level: int) -> Draft:
    tosses = random.randint(2, (4, 6, 8)[level - 1])
    heads = random.randint(0, tosses)
    value = Fraction(comb(tosses, heads), 2**tosses)
    return Draft(
        TranslatableText(
            "A coin is tossed {tosses} times. The number of heads wanted: exactly {heads}. What is the probability?",
            tosses=str(tosses),
            heads=str(heads),
        ),
        KnownAnswer(str(value)),
        TranslatableText("Count in how many ways the heads can be placed; all sequences of tosses are equally likely."),
        (f"{comb(tosses, heads)}/{2**tosses}", str(value)),
        Task("evaluate", f"binomial({tosses}, {heads}) * (1/2)^{tosses}"),
    )


@CHANCE.kind("combinatorics")
def choosing(random: Random, level: int) -> Draft:
    people, chosen = random.randint(4, (12, 12, 14)[level - 1]), random.randint(2, (3, 4, 5)[level - 1])
    chosen = min(chosen, people - 1)
    value = comb(people, chosen)
    top = " × ".join(str(people - k) for k in range(chosen))
    return Draft(
        TranslatableText(
            "From {people} people, {chosen} are chosen; their order does not matter. In how many ways can that "
            "be done?",
            people=str(people),
            chosen=str(chosen),
        ),
        KnownAnswer(str(value)),
        TranslatableText("Count the ordered choices, then divide by the number of orders of those who are chosen."),
        (f"({top})/({' × '.join(str(k) for k in range(chosen, 0, -1))})", str(value)),
        Task("evaluate", f"binomial({people}, {chosen})"),
    )


@CHANCE.kind("combinatorics")
def arranging(random: Random, level: int) -> Draft:
    books = random.randint(3, (6, 8, 10)[level - 1])
    places = books if level == 1 else random.randint(2, books)
    value = factorial(books) // factorial(books - places)
    factors = " × ".join(str(books - k) for k in range(places))
    return Draft(
        TranslatableText(
            "A shelf has {places} places in a row. In how many ways can {books} different books fill them, one "
            "in each place?",
            books=str(books),
            places=str(places),
        ),
        KnownAnswer(str(value)),
        TranslatableText("Multiply the number of choices for the first place, the second place, and so on."),
        (factors, str(value)),
        Task("evaluate", f"factorial({books}) / factorial({books} - {places})"),
    )


@CHANCE.kind("statistics")
def means(random: Random, level: int) -> Draft:
    count, top = (4, 5, 6)[level - 1], (12, 30, 90)[level - 1]
    values = [random.randint(1, top) for _ in range(count - 1)]
    step = 1 if level < 3 else 2
    last = next(n for n in range(random.randint(1, top), 3 * top + 20) if (sum(values) + n) * step % count == 0)
    values.append(last)
    mean = decimal(Fraction(sum(values), count))
    return Draft(
        TranslatableText("What is the mean of {values}?", values=listed(values)),
        KnownAnswer(mean),
        TranslatableText("Add all values and divide by how many there are."),
        (f"{' + '.join(map(str, values))} = {sum(values)}", f"{sum(values)} ÷ {count} = {mean}"),
        Task("evaluate", f"mean({listed(values)})"),
    )


@CHANCE.kind("statistics")
def medians(random: Random, level: int) -> Draft:
    count, top = (5, 6, 8)[level - 1], (20, 50, 99)[level - 1]
    values = [random.randint(1, top) for _ in range(count)]
    ordered = sorted(values)
    middle = Fraction(ordered[(count - 1) // 2] + ordered[count // 2], 2)
    return Draft(
        TranslatableText("What is the median of {values}?", values=listed(values)),
        KnownAnswer(decimal(middle)),
        TranslatableText(
            "Put the values in order; the median stands in the middle, or halfway between the middle two."
        ),
        (listed(ordered), decimal(middle)),
        Task("evaluate", f"median({listed(values)})"),
    )


@CHANCE.kind("statistics")
def variances(random: Random, level: int) -> Draft:
    centre, spread = random.randint(4, 20), random.randint(1, (3, 4, 6)[level - 1])
    offsets = [-spread, spread] if level == 1 else [-spread, 0, 0, spread] if level == 2 else [-spread, -1, 1, spread]
    other = random.randint(0, spread)
    offsets = [*offsets, -other, other]
    values = [centre + offset for offset in offsets]
    random.shuffle(values)
    variance = Fraction(sum(offset * offset for offset in offsets), len(offsets))
    return Draft(
        TranslatableText(
            "What is the variance of {values}? Divide by the number of values. Give a fraction or a decimal.",
            values=listed(values),
        ),
        KnownAnswer(str(variance)),
        TranslatableText("The variance is the mean of the squared distances from the mean."),
        (str(centre), " + ".join(f"{abs(offset)}²" for offset in offsets), str(variance)),
        Task("evaluate", "mean(" + ", ".join(f"({v} - mean({listed(values)}))^2" for v in values) + ")"),
    )


@CHANCE.kind("statistics")
def ranges(random: Random, level: int) -> Draft:
    count, top = (5, 7, 9)[level - 1], (20, 60, 200)[level - 1]
    low = 0 if level < 3 else -top
    values = [random.randint(low, top) for _ in range(count)]
    value = max(values) - min(values)
    return Draft(
        TranslatableText("What is the range of {values}?", values=listed(values)),
        KnownAnswer(str(value)),
        TranslatableText("The range is the largest value minus the smallest."),
        (str(value),),
        Task("evaluate", f"max({listed(values)}) - min({listed(values)})"),
    )
