"""Essays and programs: what is asked for, and the questions with which the work on it begins."""

# ruff: noqa: E501 - patterns of words

from collections.abc import Iterable
from enum import Enum

from agents.lazy_pattern import LazyPattern
from agents.user_messages import TranslatableText


class Assignment(Enum):
    """What a learner is to produce themselves."""

    NONE = "none"
    ESSAY = "essay"
    CODE = "code"


_ESSAY = LazyPattern(
    r"\b(?:essay|paragraph|composition|book report|story|poem|letter|speech|summary|introduction|conclusion|article|thesis|"
    r"cover letter|rewrite|haiku|speech|diary entry|redacción|ensayo|párrafo|poema|carta|resumen|cuento|discurso|aufsatz|erörterung|absatz|"
    r"gedicht|brief|zusammenfassung|geschichte|rede|rédaction|dissertation|paragraphe|poème|lettre|résumé|histoire|discours|tema|saggio|"
    r"paragrafo|poesia|lettera|riassunto|racconto|redação|parágrafo|texto)\b|作文|文章|短文|段落|诗|詩|读后感|手紙|要約|에세이|글짓기|편지|निबंध|कविता|पत्र|مقال|قصيدة|رسالة",
)
_CODE = LazyPattern(
    r"\b(?:program|function|script|class|code|algorithm|loop|regex|sql|python|javascript|java|html|css|función|programa|código|"
    r"funktion|programm|skript|schleife)\b|程序|代码|函数|编程|脚本",
)
_WRITE = LazyPattern(
    r"\b(?:write|compose|draft|create|make|implement|give me|finish|complete|do|build|code|generate|rewrite|improve|fix|need|"
    r"escribe|redacta|haz|crea|completa|schreib\w*|verfass\w*|erstell\w*|mach\w*|programmier\w*|écri\w*|rédige\w*|fais|faites|scrivi\w*|"
    r"crea|escrev\w*|faça|crie)\b|写|寫|编写|編寫|做|完成|生成|書い|作っ|써|작성|लिख|बना|اكتب|أنشئ",
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


def latest_assignment(messages: Iterable[str]) -> Assignment:
    """Return what the learner asks to have written, in this message or in one before it.

    Args:
        messages: What the learner wrote, the latest first.
    """
    return next((found for text in messages if (found := assignment_of(text)) is not Assignment.NONE), Assignment.NONE)
