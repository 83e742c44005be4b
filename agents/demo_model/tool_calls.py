"""Reads the input of a specialist's tools from a question, by clear patterns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from strands.types.tools import ToolSpec

from agents.demo_model.follow_up import split_questions
from agents.demo_model.language_questions import TOOLS, read_language_question
from agents.lazy_pattern import LazyPattern
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.question import has_mathematics, resolve_reference
from agents.mathematics.questions.claims import is_bare_answer

_FENCE = LazyPattern(r"```[ \t]*(?:python3?|py)?[ \t]*\n(.*?)(?:```|$)", re.DOTALL | re.IGNORECASE)
_INLINE = LazyPattern(r"`([^`\n]+)`", 0)
_RUN = LazyPattern(
    r"\b(?:run|execute|evaluate|try)\b[^:\n]{0,40}:?|"
    r"\bwhat (?:does|will|would|is)\b.{0,60}\b(?:print|output|return|result|do)\b[^:\n]{0,20}[:?]|"
    r"\boutput of\b[^:\n]{0,20}:?",
)
_CODE = LazyPattern(r"\w\(.*\)|^\s*(?:for|while|if|def|class|import|from|print|\w+\s*=[^=])", re.MULTILINE)
_QUOTED = LazyPattern(
    r"[\"“«](.{3,1000}?)[\"”»](?:\s|[.?!]|$)|(?<!\w)['\u2018](.{3,1000}?)['’](?=\s*[.?!]?\s*$)", re.DOTALL
)
_QUOTE = r"[\"'“”‘’„«»]"  # noqa: RUF001
_PLURAL = LazyPattern(
    r"(?:please |can you |could you )*(?:what(?:'s|’s| is| are) |tell me |give me |write |spell |form )?(?:the )?"
    rf"plural(?: form)? (?:of|for) (?:the |an? )?(?:english )?(?:word |noun )?{_QUOTE}?(?P<en>[a-z]+){_QUOTE}?"
    r"(?: in english)?[\s?.!]*|"
    r"(?:¿?cu[aá]l es )?(?:el )?plural (?:de|del)(?: la palabra| sustantivo)?(?: inglesa?)? "
    rf"{_QUOTE}?(?P<es>[a-z]+){_QUOTE}? en ingl[eé]s[\s?.!]*|"
    r"(?:was ist|wie lautet|wie heißt|wie ist)? ?(?:der |die )?(?:englische )?(?:plural|mehrzahl) (?:von|des wortes) "
    rf"{_QUOTE}?(?P<de>[a-z]+){_QUOTE}? (?:auf englisch|im englischen)[\s?.!]*|"
    rf"(?:英语(?:单词)?)?{_QUOTE}?(?P<zh>[a-z]+){_QUOTE}?的复数(?:形式)?(?:是什么|怎么写|是)?[\s?？。]*",  # noqa: RUF001
)
_PLOT = LazyPattern(r"\b(?:plot|graph|draw|sketch)\b")
_IN_A_FILE = LazyPattern(
    r"\s*\b(?:(?:in|from|of|on)\s+)?(?:my|the|this)\s+(?:attached\s+)?(?:file|sheet|worksheet|homework|document|notes)\b",
)
_MAX_MATCHED_CHARACTERS = 2000  # patterns that look far ahead are slow on long texts
_IS_RIGHT = LazyPattern(
    r"(?<=[.?!…\"”’'])\s*(?:is|are|was) (?:it|this|that|they|there)(?: (?:sentence|text|all|anything|any mistakes?))*"
    r"(?: (?:correct|right|wrong|ok|okay|fine|good))?[\s?!.]*$",
)  # what is asked about the text, behind it
_IMPROVE = LazyPattern(
    r"\b(?:improve|correct|fix|proofread|check|rewrite|edit|revise|polish|mistakes?|errors?|wrong|grammar|spelling|"
    r"punctuation|readab\w+|easy to read)\b",
)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The name of a tool and its input."""

    name: str
    input: dict[str, object]


def choose(question: str, tools: Sequence[ToolSpec]) -> list[ToolCall]:
    """Return the call of the first tool whose input the question clearly holds; empty if there is none."""
    names = {tool["name"] for tool in tools}
    for name, read in _READERS.items():
        if name in names and (tool_input := read(question)) is not None:
            return [ToolCall(name, tool_input)]
    return []


def is_program(question: str) -> bool:
    """Return whether the question asks to run Python code that it holds."""
    return _program(question) is not None


def wants_proofreading(question: str) -> bool:
    """Return whether the question asks to improve a text."""
    return _IMPROVE.search(question) is not None


def noun_of_plural(question: str) -> str:
    """Return the English noun whose plural a question asks for; empty if it asks for none.

    A noun with a capital may be German, as in “the plural of Haus”.
    """
    own, _ = split_questions(question)
    match = _PLURAL.fullmatch(own[:_MAX_MATCHED_CHARACTERS].strip())
    noun = next(filter(None, match.groups()), "") if match else ""
    return noun if noun.islower() else ""


def text_to_proofread(question: str) -> str:
    """Return the text that a question asks to improve; empty if there is none."""
    found = _text(question)
    return str(found["text"]) if found else ""


def _language_tool(name: str) -> Callable[[str], dict[str, object] | None]:
    def read(question: str) -> dict[str, object] | None:
        chosen = read_language_question(split_questions(question)[0])
        return chosen[1] if chosen and chosen[0] == name else None

    return read


def _plot(question: str) -> dict[str, object] | None:
    own = _resolved(question)
    if not _PLOT.search(own):
        return None
    from agents.mathematics.questions.reader import (
        read_question,  # with the grammar, which a server's start does without
    )

    try:
        problem = read_question(own)
    except AlgebraError:
        return None
    if problem.operation != "plot":
        return None
    functions, *bounds = problem.arguments
    tool_input: dict[str, object] = {"functions": ", ".join(map(unparse, functions))}
    if bounds:
        tool_input["x_from"], tool_input["x_to"] = map(unparse, bounds)
    return tool_input


def _calculate(question: str) -> dict[str, object] | None:
    own = _resolved(question)
    is_asked = has_mathematics(own) or is_bare_answer(split_questions(question)[0])
    return {"operation": "answer", "expression": own} if is_asked else None


def _resolved(question: str) -> str:
    """Return the question with what it refers to in its place."""
    own, earlier = split_questions(question)
    if earlier:
        return resolve_reference(own, earlier)
    asked, line, material = own.partition("\n")
    return f"{_IN_A_FILE.sub('', asked)}\n{material}" if line else own


def _loan(question: str) -> dict[str, object]:
    return {"customer": question}


def _program(question: str) -> dict[str, object] | None:
    own, _ = split_questions(question)
    if fence := _FENCE.search(own):
        return {"code": fence[1].strip("\n")}
    asked = _RUN.search(own[:_MAX_MATCHED_CHARACTERS])
    if not asked:
        return None
    if inline := _INLINE.search(own[:_MAX_MATCHED_CHARACTERS]):
        return {"code": inline[1]}
    code = own[asked.end() :].strip()
    return {"code": code} if _CODE.search(code[:_MAX_MATCHED_CHARACTERS]) else None


def _plural(question: str) -> dict[str, object] | None:
    noun = noun_of_plural(question)
    return {"noun": noun} if noun else None


def _text(question: str) -> dict[str, object] | None:
    own, _ = split_questions(question)
    if not wants_proofreading(own):
        return None
    if quoted := _QUOTED.search(own[:_MAX_MATCHED_CHARACTERS]):
        return {"text": quoted[1] or quoted[2]}
    before, colon, after = own.partition(":")
    if not colon:
        before, colon, after = own.partition("\n")
    text = _IS_RIGHT.sub("", after.strip())
    return {"text": text} if colon and len(text.split()) > 1 and len(before.split()) < 20 else None


_READERS: dict[str, Callable[[str], dict[str, object] | None]] = {
    "plot": _plot,
    "calculator": _calculate,
    "loan_score": _loan,
    "run_python": _program,
    "plural": _plural,
    "proofread": _text,
    **{name: _language_tool(name) for name in TOOLS},
}
