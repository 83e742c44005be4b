"""Writes with the language model: prose, code, and a fact only if two attempts agree on it."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

from agents.demo_model.engine import Engine, Piece

MAX_TOKENS = 160
_MAX_FACT_TOKENS = 48
_MAX_PROMPT_CHARACTERS = 1200
_MIN_CHANCE = 0.88  # of 56 questions tried, it answered 3, all right; at 0.45 it answered 18, of which 3 wrong
_MIN_SENTENCE_WORDS = 8
_PROSE_PROMPT = "You are a helpful teacher. Answer briefly and in plain words."
_FACT_PROMPT = "You answer in one short, correct sentence."
_EXAMPLES = (
    ("What is the capital of Italy?", "The capital of Italy is Rome."),
    ("Who wrote Romeo and Juliet?", "William Shakespeare wrote Romeo and Juliet."),
    ("How many days are in a week?", "There are seven days in a week."),
    ("What is gravity?", "Gravity is the force that pulls objects towards each other, such as us towards the Earth."),
)
_ATTEMPTS = (_EXAMPLES, (_EXAMPLES[3], _EXAMPLES[2]))
_SINGLE_FACT = re.compile(
    r"^\W*(?:who|when|where|which|whose|how (?:many|much|far|long|old|tall|high|big|large|fast|deep|hot|cold)|"
    r"what (?:year|day|time|language|animal|country|city|colou?r|gas|planet|is the \w+|was the \w+|are the \w+))\b",
    re.IGNORECASE,
)
_CREATIVE = re.compile(
    r"\b(?:write|compose|invent|story|poem|haiku|song|letter|email|e-mail|joke|brainstorm|suggest|ideas?|draft)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?(]|, (?:which|who|where|and|but|with|as|a|an|the)\b|,$", re.IGNORECASE)
_NEXT_WORD = "…"  # stands for what an attempt goes on to write
_CODE_BLOCK = re.compile(r"```[a-z+#]*\n.*?(?:\n```|$)", re.DOTALL)

ChatMessages = list[dict[str, str]]


@dataclass(slots=True)
class TokenCount:
    """The tokens that a reply costs, and whether a limit cut it."""

    input_tokens: int = 0
    output_tokens: int = 0
    cut: bool = False

    def add(self, last: Piece) -> None:
        """Add what a reply cost up to the last piece that was wanted of it."""
        self.input_tokens += last.input_tokens
        self.output_tokens += last.output_tokens
        self.cut = self.cut or last.finish == "length"


@dataclass(slots=True)
class _FactAttempt:
    """The words of one attempt, and the probability of each; the last word may be half written."""

    words: list[str] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    ended: bool = False

    @property
    def whole_words(self) -> int:
        """Return how many words cannot change any more."""
        return len(self.words) if self.ended else max(len(self.words) - 1, 0)

    def add(self, piece: Piece) -> None:
        """Add a piece to the last word, or begin the next."""
        self.ended = bool(piece.finish)
        if not piece.text:
            return
        if piece.text[0].isspace() or not self.words:
            self.words.append("")
            self.chances.append(1.0)
        self.words[-1] += piece.text.strip()
        if re.search(r"\w", piece.text):
            self.chances[-1] = min(self.chances[-1], piece.chance)


def is_creative(question: str) -> bool:
    """Return whether the question asks for a text that cannot be wrong, such as a poem."""
    return _CREATIVE.search(question) is not None


async def write_prose(
    engine: Engine, question: str, temperature: float, limit: int, spent: TokenCount
) -> AsyncGenerator[str, None]:
    """Stream a text of at most `limit` tokens."""
    async with aclosing(engine.generate(_prose_messages(question), limit, temperature)) as pieces:
        async for piece in pieces:
            if piece.finish:
                spent.add(piece)
            if piece.text:
                yield piece.text


async def write_code(engine: Engine, question: str, limit: int, spent: TokenCount) -> str:
    """Return the first complete block of code that the model writes, without its comments; empty if there is none."""
    written, block = "", None
    async with aclosing(engine.generate(_prose_messages(question), limit, 0)) as pieces:
        async for piece in pieces:
            written += piece.text
            block = _CODE_BLOCK.search(written)
            if piece.finish or (block and block[0].endswith("\n```")):  # what follows the block is not shown
                spent.add(piece)
                break
    if block is None or (block.end() == len(written) and not written.endswith("```")):
        return ""
    return re.sub(r"\s*#[^\n\"']*(?=\n)", "", block[0])  # comments may be wrong, as prose may


async def write_fact(engine: Engine, question: str, limit: int, spent: TokenCount) -> str:
    """Return the sentence on which two attempts agree; empty if they do not.

    The attempts differ in their examples, and end as soon as nothing that they could still write changes the result.
    Each word of a single fact must also be likely, and a sentence with a number is never returned. Nothing is asked
    without a letter.
    """
    if not any(character.isalpha() for character in question):
        return ""
    attempts = [_FactAttempt() for _ in _ATTEMPTS]
    await asyncio.gather(
        *(
            _write_attempt(engine, question, examples, limit, spent, own, attempts)
            for examples, own in zip(_ATTEMPTS, attempts, strict=True)
        )
    )
    sentence = _first_clause(_common_beginning([attempt.words for attempt in attempts]))
    return sentence if _is_believed(sentence, question, attempts) else ""


def _is_believed(sentence: str, question: str, attempts: list[_FactAttempt]) -> bool:
    if not sentence or re.search(r"\d", sentence):
        return False
    if _SINGLE_FACT.match(question):
        return _chance(len(sentence.split()), attempts) >= _MIN_CHANCE
    return len(sentence.split()) >= _MIN_SENTENCE_WORDS


def _chance(count: int, attempts: list[_FactAttempt]) -> float:
    return sum(min(attempt.chances[:count], default=0) for attempt in attempts) / len(attempts)


def _is_settled(question: str, attempts: list[_FactAttempt]) -> bool:
    """Return whether the result stays the same whatever the attempts go on to write."""
    whole = min(attempt.whole_words for attempt in attempts)
    agreed = _common_beginning([[*attempt.words[:whole], _NEXT_WORD] for attempt in attempts])
    ended = any(attempt.ended and len(attempt.words) == whole for attempt in attempts)
    if ended or not agreed.endswith(_NEXT_WORD) or _first_clause(agreed):
        return True
    count = len(agreed.split()) - 1
    unlikely = count > 0 and _SINGLE_FACT.match(question) and _chance(count, attempts) < _MIN_CHANCE
    return bool(unlikely or re.search(r"\d", agreed))


def _prose_messages(question: str) -> ChatMessages:
    return [
        {"role": "system", "content": _PROSE_PROMPT},
        {"role": "user", "content": question[:_MAX_PROMPT_CHARACTERS]},
    ]


async def _write_attempt(
    engine: Engine,
    question: str,
    examples: tuple[tuple[str, str], ...],
    limit: int,
    spent: TokenCount,
    own: _FactAttempt,
    attempts: list[_FactAttempt],
) -> None:
    """Write one of the attempts until all are settled."""
    messages = [{"role": "system", "content": _FACT_PROMPT}]
    for question_shown, answer_shown in examples:
        messages += [{"role": "user", "content": question_shown}, {"role": "assistant", "content": answer_shown}]
    messages.append({"role": "user", "content": question[:_MAX_PROMPT_CHARACTERS]})
    async with aclosing(engine.generate(messages, min(limit, _MAX_FACT_TOKENS), 0)) as pieces:
        async for piece in pieces:
            own.add(piece)
            if piece.finish or _is_settled(question, attempts):
                spent.add(piece)
                break
    spent.cut = False  # only the beginning is used


def _common_beginning(attempts: list[list[str]]) -> str:
    """Return the words with which all attempts begin; the punctuation after the last one may differ."""
    shared: list[str] = []
    for words in zip(*attempts, strict=False):
        if len({word.rstrip(".,;!") for word in words}) > 1:
            break
        same = len(set(words)) == 1
        shared.append(words[0] if same else words[0].rstrip(".,;!") + ".")
        if not same:
            break
    return " ".join(shared)


def _first_clause(text: str) -> str:
    """Return the text up to the end of its first clause, with a full stop; empty if no clause ends."""
    ends = [match.start() for match in _CLAUSE.finditer(text) if not re.search(r"\b[A-Z]$", text[: match.start()])]
    return f"{text[: ends[0]].rstrip()}." if ends and ends[0] > 0 else ""
