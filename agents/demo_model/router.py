"""Chooses a tool for a question: by trained weights for the specialists, by the examples in its description for any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from strands.types.tools import ToolSpec

from agents.demo_model.language_questions import read_language_question
from agents.demo_model.question_classifier import QuestionClassifier
from agents.demo_model.tool_calls import noun_of_plural
from agents.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from agents.embeddings.minilm import Vectors

_NEAREST = 3
_MAX_CHARACTERS = 2000
_NEARNESS_WEIGHT = 0.3  # of the examples beside the classifier, which knows four languages
_CAUTION = 0.22  # for general knowledge, as a wrong specialist is worse than none
_TOOL_BONUS = 0.4  # for the specialist whose tool reads every word of the question
_INFINITIVE = LazyPattern(r"^(?!to )\w+(?:[^p]en|eln|ern|[aei]r|[aei]re|oir)$")  # of German and the Romance languages
_OF_LANGUAGES = (
    "transliterate",
    "identify_language",
    "base_form",
    "number_in_words",
)  # the English specialist lacks them
_NUMBER_BASE = LazyPattern(
    r"(?:please )?(?:convert|change|write|express|what(?:'s|’s| is)) (?:the )?"
    r"(?:(?:binary|octal|decimal|hex(?:adecimal)?) (?:number )?)?(?:0[bx])?[0-9a-f]*\d[0-9a-f]* "
    r"(?:to|in|into|as) (?:base \d+|binary|octal|decimal|hex(?:adecimal)?)[.?!]?",
)  # the calculator converts numbers; what a program does with them is another question
_ENGLISH, _LANGUAGE, _MATHEMATICS = "english_assistant", "language_assistant", "math_assistant"
_OTHERS = "general_assistant"  # what the classifier gives a question of no subject that it knows, as any new tool's


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    vectors: "Vectors"


class Router:
    """Compares a question with the examples of tools, whose vectors it caches.

    Args:
        embed: Returns unit vectors of sentences, one row each.
    """

    def __init__(self, embed: "Callable[[Sequence[str]], Vectors]") -> None:
        self._embed = embed
        self._classifier = QuestionClassifier()
        self._candidate = lru_cache(maxsize=64)(self._make_candidate)

    def choose(self, question: str, tools: Sequence[ToolSpec]) -> str:
        """Return the name of the tool with the highest score."""
        ranking = self.rank(question, tools)
        return max(ranking, key=lambda name: ranking[name])

    def rank(self, question: str, tools: Sequence[ToolSpec]) -> dict[str, float]:
        """Return the score of each tool by its name: the classifier's probability, and the nearness of its examples."""
        question = question[:_MAX_CHARACTERS]
        vector = self._embed([question])[0]
        probable = self._classifier.probabilities(question, vector)
        if asked := read_language_question(question):
            is_foreign = _INFINITIVE.search(str(asked[1].get("verb", ""))) is not None
            probable[_LANGUAGE] += 1 if is_foreign or asked[0] in _OF_LANGUAGES else _TOOL_BONUS
        if noun_of_plural(question):
            probable[_ENGLISH] += 1
        if _NUMBER_BASE.fullmatch(question.strip()):
            probable[_MATHEMATICS] += 1
        others = probable[_OTHERS] + _CAUTION
        scores: dict[str, float] = {}
        for candidate in (self._candidate(tool["name"], tool["description"]) for tool in tools):
            nearest = sorted((candidate.vectors @ vector).tolist(), reverse=True)[:_NEAREST]
            nearness = sum(nearest) / len(nearest)
            chance = others if candidate.name == _OTHERS else probable.get(candidate.name, others)
            scores[candidate.name] = chance + _NEARNESS_WEIGHT * nearness
        return scores

    def _make_candidate(self, name: str, description: str) -> _Candidate:
        lines = [line.strip() for line in description.splitlines() if line.strip()]
        examples = [line.removeprefix("- ") for line in lines if line.startswith("- ")] or lines[:1] or [name]
        return _Candidate(name, self._embed([*examples, lines[0] if lines else name]))
