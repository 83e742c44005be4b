"""What the small model writes itself: little, and a fact only if two tries agree on it."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from agents.demo_model.engine import Engine, Piece

MAX_TOKENS = 160
_FACT_TOKENS = 48
_PROMPT_CHARACTERS = 1200
_SURE = 0.88  # of 56 single facts asked while choosing it, 3 were told and right; at 0.45, 18 were told and 3 wrong
_MIN_WORDS = 8
_TEACHER = "You are a helpful teacher. Answer briefly and in plain words."
_BRIEF = "You answer in one short, correct sentence."
_EXAMPLES = (
    ("What is the capital of Italy?", "The capital of Italy is Rome."),
    ("Who wrote Romeo and Juliet?", "William Shakespeare wrote Romeo and Juliet."),
    ("How many days are in a week?", "There are seven days in a week."),
    ("What is gravity?", "Gravity is the force that pulls objects towards each other, such as us towards the Earth."),
)
_TRIES = (_EXAMPLES, (_EXAMPLES[3], _EXAMPLES[2]))
_SINGLE_FACT = re.compile(
    r"^\W*(?:who|when|where|which|whose|how (?:many|much|far|long|old|tall|high|big|large|fast|deep|hot|cold)|"
    r"what (?:year|day|time|language|animal|country|city|colou?r|gas|planet|is the \w+|was the \w+|are the \w+))\b",
    re.IGNORECASE,
)
_FREELY = re.compile(
    r"\b(?:write|compose|invent|story|poem|haiku|song|letter|email|e-mail|joke|brainstorm|suggest|ideas?|draft)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?(]|, (?:which|who|where|and|but|with|as|a|an|the)\b|,$", re.IGNORECASE)
_CODE_BLOCK = re.compile(r"```[a-z+#]*\n.*?(?:\n```|$)", re.DOTALL)

Prompt = list[dict[str, str]]


@dataclass(slots=True)
class TokenCount:
    """Tokens that a piece of writing has cost, and whether a limit cut it."""

    input_tokens: int = 0
    output_tokens: int = 0
    cut: bool = False

    def add(self, piece: Piece) -> None:
        """Count what the last piece of a reply tells."""
        if piece.finish:
            self.input_tokens += piece.input_tokens
            self.output_tokens += piece.output_tokens
            self.cut = self.cut or piece.finish == "length"


def is_free(question: str) -> bool:
    """Tell whether there is no right or wrong, as with a poem."""
    return _FREELY.search(question) is not None


async def freely(
    engine: Engine, question: str, temperature: float, limit: int, spent: TokenCount
) -> AsyncGenerator[str, None]:
    """Stream prose."""
    async with aclosing(engine.generate(_asked(question), limit, temperature)) as pieces:
        async for piece in pieces:
            spent.add(piece)
            if piece.text:
                yield piece.text


async def code(engine: Engine, question: str, limit: int, spent: TokenCount) -> str:
    """Return the first block of code that the model writes, without its claims about it; or nothing."""
    written = "".join([piece async for piece in freely(engine, question, 0, limit, spent)])
    block = _CODE_BLOCK.search(written)
    if block is None or (block.end() == len(written) and not written.endswith("```")):
        return ""
    return re.sub(r"\s*#[^\n\"']*(?=\n)", "", block[0])  # its comments are claims too


async def fact(engine: Engine, question: str, limit: int, spent: TokenCount) -> str:
    """Return what two tries agree on, as a sentence; or nothing.

    The tries differ in the examples they have seen. A single fact must also have been likely word for word, and a
    number is never believed.
    """
    tries = await asyncio.gather(*(_try(engine, question, examples, limit, spent) for examples in _TRIES))
    agreed = _common([words for words, _ in tries])
    sentence = _clause(agreed)
    if not sentence or re.search(r"\d", sentence):
        return ""
    if _SINGLE_FACT.match(question):
        count = len(sentence.split())
        sure = sum(min(chances[:count], default=0) for _, chances in tries) / len(tries)
        return sentence if sure >= _SURE else ""
    return sentence if len(sentence.split()) >= _MIN_WORDS else ""


def _asked(question: str) -> Prompt:
    return [{"role": "system", "content": _TEACHER}, {"role": "user", "content": question[:_PROMPT_CHARACTERS]}]


async def _try(
    engine: Engine, question: str, examples: tuple[tuple[str, str], ...], limit: int, spent: TokenCount
) -> tuple[list[str], list[float]]:
    """Return the words of one try, and how likely each was."""
    prompt = [{"role": "system", "content": _BRIEF}]
    for asked, answered in examples:
        prompt += [{"role": "user", "content": asked}, {"role": "assistant", "content": answered}]
    prompt.append({"role": "user", "content": question[:_PROMPT_CHARACTERS]})
    words: list[str] = []
    chances: list[float] = []
    async with aclosing(engine.generate(prompt, min(limit, _FACT_TOKENS), 0)) as pieces:
        async for piece in pieces:
            spent.add(piece)
            if not piece.text:
                continue
            if piece.text[0].isspace() or not words:
                words.append("")
                chances.append(1.0)
            words[-1] += piece.text.strip()
            if re.search(r"\w", piece.text):
                chances[-1] = min(chances[-1], piece.chance)
    spent.cut = False  # only the agreed beginning is used
    return words, chances


def _common(tries: list[list[str]]) -> str:
    """Return the beginning that the tries share, word for word but for the sign after the last one."""
    shared: list[str] = []
    for words in zip(*tries, strict=False):
        if len({word.rstrip(".,;!") for word in words}) > 1:
            break
        same = len(set(words)) == 1
        shared.append(words[0] if same else words[0].rstrip(".,;!") + ".")
        if not same:
            break
    return " ".join(shared)


def _clause(text: str) -> str:
    """Cut at the first end of a thought, and close it with a full stop; nothing if there is none."""
    ends = [match.start() for match in _CLAUSE.finditer(text) if not re.search(r"\b[A-Z]$", text[: match.start()])]
    return f"{text[: ends[0]].rstrip()}." if ends and ends[0] > 0 else ""
