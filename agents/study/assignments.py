"""Essays and programs: what is asked for, and whether a reply is finished work."""

# ruff: noqa: E501 - patterns of words

import re
from enum import Enum

from agents.user_messages import TranslatableText

MAX_PROSE_WORDS = 170  # of a reply to someone who is to write a text
MAX_QUOTED_WORDS = 60
MAX_CODE_LINES = 3  # beside tests


class Assignment(Enum):
    """What a learner is to produce themselves."""

    NONE = "none"
    ESSAY = "essay"
    CODE = "code"


_ESSAY = re.compile(
    r"\b(?:essay|paragraph|composition|book report|story|poem|letter|speech|summary|introduction|conclusion|article|thesis|"
    r"cover letter|rewrite|redacción|ensayo|párrafo|poema|carta|resumen|aufsatz|erörterung|absatz|gedicht|brief|zusammenfassung)\b|"
    r"作文|文章|短文|段落|诗|读后感",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:program|function|script|class|code|algorithm|loop|regex|sql|python|javascript|java|html|css|función|programa|código|"
    r"funktion|programm|skript|schleife)\b|程序|代码|函数|编程|脚本",
    re.IGNORECASE,
)
_WRITE = re.compile(
    r"\b(?:write|compose|draft|create|make|implement|give me|finish|complete|do|build|code|generate|rewrite|improve|fix|need|"
    r"escribe|redacta|haz|crea|completa|schreib\w*|verfass\w*|erstell\w*|mach\w*|programmier\w*)\b|写|编写|做|完成|生成",
    re.IGNORECASE,
)
_FENCE = re.compile(r"```[^\n]*\n(.*?)(?:```|$)", re.DOTALL)
_PROGRAM_LINE = re.compile(
    r"^\s*(?:def |class |return\b|for .+:|while .+:|if .+:|elif .+:|else:|import |from \w+ import|print\(|function |const |let |var |"
    r"public |SELECT\b|\w+(?:\[\w+\])? ?[-+*/]?= ?\S|\w+\.\w+\(|[{}]\s*$)",
    re.MULTILINE | re.IGNORECASE,
)
_TEST_LINE = re.compile(
    r"^\s*(?:assert\b|#|//|>>>|def test_|import |from |\)|$)|^\s*self\.assert|^\s*print\(\w+\(.*\)\s*==", re.MULTILINE
)

_QUESTIONS = {
    Assignment.ESSAY: TranslatableText(
        "The text is yours to write; I help you with it. To begin: Who will read it? What is the one thing that they "
        "should remember? Which three points lead there? Write each point in one line, and I will look at them."
    ),
    Assignment.CODE: TranslatableText(
        "The program is yours to write; I help you with it. To begin: What goes in, and what should come out? Name two "
        "examples and one odd case. How would you do it by hand, step by step? Write that down, and I will look at it."
    ),
    Assignment.NONE: TranslatableText(
        "What do you know about it already, and where do you get stuck? Write down the first thing that you would try."
    ),
}


def assignment_of(question: str) -> Assignment:
    """Return what a learner asks to have written for them."""
    if not _WRITE.search(question):
        return Assignment.NONE
    if _CODE.search(question):
        return Assignment.CODE
    return Assignment.ESSAY if _ESSAY.search(question) else Assignment.NONE


def questions_about(assignment: Assignment) -> TranslatableText:
    """Return the questions with which the work on an assignment begins."""
    return _QUESTIONS[assignment]


def holds_finished_work(text: str, assignment: Assignment) -> bool:
    """Return whether a reply contains a program, or a text that is long enough to be handed in."""
    if assignment is Assignment.NONE:
        return False
    if assignment is Assignment.CODE:
        return _has_program(text)
    prose = " ".join(line for line in text.splitlines() if not re.match(r"\s*(?:[-*•>]|\d+[.)])\s|.*\?\s*$", line))
    paragraphs = [len(_units(paragraph)) for paragraph in re.split(r"\n\s*\n", text)]
    return len(_units(prose)) > MAX_PROSE_WORDS or any(words > MAX_PROSE_WORDS // 2 for words in paragraphs)


def _units(text: str) -> list[str]:
    """Return the words of a text; a Chinese sign counts as half of one."""
    signs = re.findall(r"[\u4e00-\u9fff]", text)
    return [*re.findall(r"[^\W\d_\u4e00-\u9fff]+", text), *signs[::2]]


def _has_program(text: str) -> bool:
    fenced = "\n".join(_FENCE.findall(text))
    outside = _FENCE.sub("", text)
    lines = [line for line in fenced.splitlines() if not _TEST_LINE.match(line)]
    loose = [line for line in outside.splitlines() if _PROGRAM_LINE.match(line) and not _TEST_LINE.match(line)]
    return len(lines) > MAX_CODE_LINES or len(loose) > MAX_CODE_LINES or "def " in fenced.replace("def test_", "")
