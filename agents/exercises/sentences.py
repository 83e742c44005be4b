"""English sentences with one planted mistake, from a list of our own."""

import re
from functools import cache
from pathlib import Path
from random import Random

from agents.exercises.exercise import LEVELS, Correction, Draft, KindRegistry
from agents.user_messages import TranslatableText

CORRECTIONS = KindRegistry()

MISTAKES = {
    "article": TranslatableText("Look at the articles: is one missing, one too many, or the wrong one?"),
    "agreement": TranslatableText("Look at the subject: singular or plural? The other words must agree with it."),
    "tense": TranslatableText("Look at the verbs: when does it happen, and which form follows?"),
    "confused_word": TranslatableText(
        "One word is confused with another that looks or sounds like it, or has its place."
    ),
    "punctuation": TranslatableText("Look at capital letters, commas, apostrophes and the end of the sentence."),
}
"""The kinds of mistakes, each with the hint that names where to look."""

_LIST = Path(__file__).with_name("sentence_list.txt")
_SPAN = re.compile(r"\[([^\]]*)\]")
# The other tense of a verb that agrees is right too.
_OTHER_TENSE = {"is": "was", "are": "were", "am": "was", "was": "is", "were": "are", "has": "had", "have": "had",
                "doesn't": "didn't"}  # fmt: skip


@cache
def corrections() -> dict[int, tuple[Correction, ...]]:
    """Return the sentences of each level, in the order of the list."""
    found: dict[int, list[Correction]] = {level: [] for level in LEVELS}
    mistake = ""
    for line in _LIST.read_text("utf-8").splitlines():
        if line.startswith("= "):
            mistake = line[2:]
        elif line and not line.startswith("#"):
            found[int(line[0])].append(_correction(line[2:], mistake))
    return {level: tuple(listed) for level, listed in found.items()}


def _correction(text: str, mistake: str) -> Correction:
    choices = [span.split("|") for span in _SPAN.findall(text)]
    right = [list(each[1:]) for each in choices]
    if mistake == "agreement":
        right = [[*each, *(_OTHER_TENSE[word] for word in each if word in _OTHER_TENSE)] for each in right]
    template = _SPAN.sub("{}", text)
    sentence = template.format(*(each[0] for each in choices))
    longest = max(map(len, right))
    ways = (tuple(each[min(way, len(each) - 1)] for each in right) for way in range(longest))
    return Correction(sentence, tuple(dict.fromkeys(template.format(*way) for way in ways)), mistake)


@CORRECTIONS.kind("sentences")
def sentence_correction(random: Random, level: int) -> Draft:
    """Draw a sentence of the level."""
    correction = random.choice(corrections()[level])
    return Draft(
        TranslatableText(
            "One mistake is in this sentence. Write it correctly: “{sentence}”", sentence=correction.sentence
        ),
        correction,
        MISTAKES[correction.mistake],
    )
