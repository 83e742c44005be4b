"""Chooses a tool for a question by meaning and by patterns, from the examples in the tools' descriptions alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from strands.types.tools import ToolSpec

from agents.demo_model.language_questions import read_language_question
from agents.demo_model.tool_calls import is_program
from agents.mathematics.question import has_mathematics

if TYPE_CHECKING:
    from agents.embeddings.minilm import Vectors

_NEAREST = 3
_MAX_CHARACTERS = 2000
_PATTERN_WEIGHT = 0.25

_LANGUAGES = (
    "spanish|french|german|italian|portuguese|japanese|chinese|mandarin|korean|russian|arabic|hindi|dutch|greek|latin|"
    "turkish|polish|swedish|norwegian|danish|finnish|hebrew|vietnamese|thai|czech|ukrainian|swahili"
)
_CODE = (
    "python|javascript|java|c\\+\\+|sql|html|css|rust|code|coding|program(?:ming)?|function (?:to|that)|algorithm|"
    "compiler|debug|regex|git|api|recursion|linked list|database|data structure"
)
_WORDING = (
    "sentence|grammar|spelling|punctuation|proofread|essay|paragraph|rewrite|synonym|comma|noun|verb|tense|adjective|"
    "adverb"
)


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.search(text) is not None


def _is_about_language(text: str) -> bool:
    return read_language_question(text) is not None


_PATTERNS: dict[str, Callable[[str], bool]] = {
    "mathematics": lambda text: has_mathematics(text) and not is_program(text) and not _is_about_language(text),
    "a program": is_program,
    "many numbers": _matches(r"(?:\d+(?:\.\d+)?\s*,\s*){12}"),
    "a language tool": _is_about_language,
    "another language": _matches(rf"\b(?:translat\w+|{_LANGUAGES})\b"),
    "code": _matches(rf"\b(?:{_CODE})\b|\w+\(\)|==|```"),
    "wording": _matches(rf"\b(?:{_WORDING})\b"),
    "lending": _matches(r"\b(?:loans?|bank offer|campaign)\b"),
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    vectors: "Vectors"
    patterns: dict[str, float]


class Router:
    """Compares a question with the examples of tools, whose vectors it caches.

    Args:
        embed: Returns unit vectors of sentences, one row each.
    """

    def __init__(self, embed: "Callable[[Sequence[str]], Vectors]") -> None:
        self._embed = embed
        self._candidate = lru_cache(maxsize=64)(self._make_candidate)

    def choose(self, question: str, tools: Sequence[ToolSpec]) -> str:
        """Return the name of the tool with the highest score."""
        ranking = self.rank(question, tools)
        return max(ranking, key=lambda name: ranking[name])

    def rank(self, question: str, tools: Sequence[ToolSpec]) -> dict[str, float]:
        """Return the score of each tool by its name: the nearness of its examples, and its shares of the patterns."""
        question = question[:_MAX_CHARACTERS]
        vector = self._embed([question])[0]
        matched = [name for name, matches in _PATTERNS.items() if matches(question)]
        candidates = [self._candidate(tool["name"], tool["description"]) for tool in tools]
        scores: dict[str, float] = {}
        for candidate in candidates:
            nearest = sorted((candidate.vectors @ vector).tolist(), reverse=True)[:_NEAREST]
            scores[candidate.name] = sum(nearest) / len(nearest) + _PATTERN_WEIGHT * sum(
                self._share(name, candidate, candidates) for name in matched
            )
        return scores

    @staticmethod
    def _share(pattern: str, candidate: _Candidate, candidates: Sequence[_Candidate]) -> float:
        """Return one tool's part of the examples of all tools that match a pattern, from 0 to 1."""
        total = sum(other.patterns[pattern] for other in candidates)
        return candidate.patterns[pattern] / total if total else 0.0

    def _make_candidate(self, name: str, description: str) -> _Candidate:
        lines = [line.strip() for line in description.splitlines() if line.strip()]
        examples = [line.removeprefix("- ") for line in lines if line.startswith("- ")] or lines[:1] or [name]
        patterns = {
            pattern: sum(1 for example in examples if matches(example)) / len(examples)
            for pattern, matches in _PATTERNS.items()
        }
        return _Candidate(name, self._embed([*examples, lines[0] if lines else name]), patterns)
