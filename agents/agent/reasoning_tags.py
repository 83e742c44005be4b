"""Separates the reasoning that models write into their text, between tags such as `<think>`, from the answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "reasoning", "take_back"]

_NAMES = ("think", "thinking", "thought", "seed:think")  # DeepSeek, Qwen and others; Nova; Gemini; Seed
_TAG = (
    rf"(?i:<\s?(?P<slash>/?)\s?(?:{'|'.join(_NAMES)})\s?>)"
    r"|\[(?P<square>/?)THINK\]"  # Magistral
    r"|◁(?P<triangle>/?)think▷"  # Kimi
)
_TOKEN = re.compile(rf"(?P<tag>{_TAG})|(?P<ticks>`+|~+)|(?P<end>\n)")
_SPECIAL = re.compile(r"[<\[◁`~]")
_TAGS = [f"<{slash}{name}>" for slash in ("", "/") for name in _NAMES]
_TAGS += ["[THINK]", "[/THINK]", "◁think▷", "◁/think▷"]
_OPEN_END = re.compile(r"(?:[<\[◁][^<\[◁>\]▷]{0,15}|`+|~+)\Z")
_MIN_FENCE, _MAX_TICKS = 3, 20


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """A part of a reply: text of the answer, reasoning, or the order to take back all text before it."""

    kind: Kind
    text: str = ""


class ReasoningTags:
    """Reads one reply in pieces that are cut anywhere.

    - Inside a code span or a fenced block a tag is text.
    - An opening tag begins reasoning, which ends with the next closing tag, or with the reply.
    - A closing tag without an opening one makes reasoning of all text before it: the templates of some models write
      the opening tag themselves.
    - An opening tag in the middle of a line that is never closed is text, unless the reply has used tags before: an
      answer may speak of the tag.
    """

    def __init__(self) -> None:
        self._held = ""  # may be the beginning of a tag
        self._reasons = False
        self._has_text = False
        self._has_reasoned = False
        self._doubtful = ""  # what follows an opening tag in the middle of a line, with the tag
        self._text: list[str] = []  # all text that was returned and not taken back
        self._blank = ""  # before all text
        self._taken = ""  # what the last lone closing tag took back
        self._fence = ""
        self._span = ""
        self._line_is_blank = True

    def feed(self, piece: str) -> list[ReplyPart]:
        """Add a piece, and return what is known of the reply by now."""
        if not self._held and not self._reasons and not _SPECIAL.search(piece):
            self._read_plain(piece)
            return self._text_parts(piece)
        whole, self._held = self._held + piece, ""
        if (end := _OPEN_END.search(whole)) and _may_grow(end[0]):
            whole, self._held = whole[: end.start()], end[0]
        return list(self._read(whole))

    def finish(self) -> list[ReplyPart]:
        """Return what is left when the reply, or its text, has ended."""
        held, self._held = self._held, ""
        parts = list(self._read(held)) if held else []
        if self._reasons and self._doubtful:
            text, self._doubtful, self._reasons = self._doubtful, "", False
            parts += self._text_parts(text)
        elif not self._has_text and self._taken:
            parts += self._text_parts(self._taken)  # the closing tag at the very end was one too many
        self._reasons = False
        if self._blank and not self._has_reasoned:
            parts.append(ReplyPart("text", self._blank))
        self._blank = ""
        return parts

    def _read(self, text: str) -> Iterator[ReplyPart]:
        start = 0
        for token in _TOKEN.finditer(text):
            is_tag = token["tag"] is not None
            if self._reasons:
                if not is_tag or not _closes(token):
                    continue
                yield from self._reasoning_parts(text[start : token.start()])
                self._reasons, self._has_reasoned, self._doubtful = False, True, ""
                self._line_is_blank = True
                start = token.end()
            elif is_tag and not self._fence and not self._span:
                before = text[start : token.start()]
                self._read_plain(before)
                yield from self._text_parts(before)
                start = token.end()
                if _closes(token):
                    yield from self._take_back()
                else:
                    is_doubtful = not self._line_is_blank and not self._has_reasoned
                    self._doubtful = token["tag"] if is_doubtful else ""
                    self._reasons = True
            else:
                self._read_code(text, start, token)
        rest = text[start:]
        if self._reasons:
            yield from self._reasoning_parts(rest)
        else:
            self._read_plain(rest[rest.rfind("\n") + 1 :] if "\n" in rest else rest)
            yield from self._text_parts(rest)

    def _read_plain(self, text: str) -> None:
        """Keep where in its line the text is."""
        _, newline, line = text.rpartition("\n")
        if newline:
            self._span, self._line_is_blank = "", True
        self._line_is_blank = self._line_is_blank and not line.strip()

    def _read_code(self, text: str, start: int, token: re.Match[str]) -> None:
        """Keep whether the text is code after a run of backticks, or after the end of a line."""
        line = text[start : token.start()].rpartition("\n")[2]
        at_start = self._line_is_blank and not line.strip()
        if token["end"]:
            self._span, self._line_is_blank = "", True
        elif ticks := token["ticks"]:
            if self._fence:
                if at_start and ticks.startswith(self._fence):
                    self._fence = ""
            elif at_start and len(ticks) >= _MIN_FENCE:
                self._fence = ticks
            elif ticks[0] == "`":
                self._span = ticks if not self._span else "" if self._span == ticks else self._span
            self._line_is_blank = False

    def _text_parts(self, text: str) -> list[ReplyPart]:
        if not self._has_text:
            text = self._blank + text
            if not text.strip():
                self._blank = text
                return []
            text, self._blank = text.lstrip() if self._has_reasoned else text, ""
            self._has_text = True
        if not text:
            return []
        self._text.append(text)
        return [ReplyPart("text", text)]

    def _reasoning_parts(self, text: str) -> list[ReplyPart]:
        if self._doubtful:
            self._doubtful += text
        return [ReplyPart("reasoning", text)] if text else []

    def _take_back(self) -> list[ReplyPart]:
        had_text, taken = self._has_text, "".join(self._text)
        self._text.clear()
        self._taken = taken if self._has_reasoned else ""
        self._has_reasoned, self._has_text, self._line_is_blank = True, False, True
        return [ReplyPart("take_back"), ReplyPart("reasoning", taken)] if had_text else []


def without_reasoning(text: str) -> str:
    """Return a whole text without what stands between tags."""
    if not re.search(_TAG, text):
        return text
    tags, answer = ReasoningTags(), ""
    for part in [*tags.feed(text), *tags.finish()]:
        if part.kind != "reasoning":
            answer = answer + part.text if part.kind == "text" else ""
    return answer


def _may_grow(end: str) -> bool:
    """Return whether the end of a piece may be the beginning of a tag, or of a longer run of backticks."""
    if end[0] in "`~":
        return len(end) < _MAX_TICKS
    written = "".join(end.split())
    return any(tag.startswith(written.lower() if tag[0] == "<" else written) for tag in _TAGS)


def _closes(token: re.Match[str]) -> bool:
    return bool(token["slash"] or token["square"] or token["triangle"])
