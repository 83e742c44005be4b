"""Whether a reply to somebody with an assignment is finished work: a text, or a program, that they could hand in."""

# ruff: noqa: E501, RUF001 - patterns of words in many languages

import re
from collections.abc import Iterator, Sequence

from agents.lazy_pattern import LazyPattern
from agents.study.assignments import Assignment

MAX_SENTENCES = 2  # in a row that are not said to the learner, and are not the learner's own
MAX_WORDS = 170  # of a whole reply
MAX_LIST_WORDS = 8  # of a line of an outline; a longer one is a sentence of a text
MAX_OUTLINE_LINES = 8  # that are not the learner's own
MAX_CODE_LINES = 1  # that are neither tests nor the learner's own
_MIN_WORDS = 4  # of a sentence that counts
_TO_THE_LEARNER = LazyPattern(
    r"\b(?:you|your|yours|yourself|let'?s|du|dich|dir|dein\w*|euch|euer\w*|tú|tu|te|ti|tus|tuy[oa]s?|usted|vous|votre|vos|toi|ton|ta|tes|"
    r"tuo|tua|tuoi|tue|você|teus?|tuas?)\b|[你您请請]|あなた|ください|ましょう|てみて|세요|당신|해 보|आप|तुम|कीजिए|लिखिए|सोचिए|लिखें|सोचें|أنت|لديك|اكتب|حاول|فكر|نصك",
)  # not what means "they" too, such as the German “Sie” or the Spanish “su”
_ASKS = LazyPattern(
    r"^\W*(?:(?:now|first|then|next|also|please|so|and|jetzt|zuerst|dann|ahora|primero|d'abord|ensuite|prima|poi|agora|primeiro)\b,?\s+)?"
    r"(?:think|write|try|look|ask|name|read|choose|list|note|start|begin|add|replace|check|compare|find|say|tell|put|use|keep|mark|move|cut|"
    r"split|give|explain|describe|underline|decide|remember|imagine|pick|collect|order|answer|take|go|consider|avoid|make|do|"
    r"denk\w*|schreib\w*|versuch\w*|schau\w*|frag\w*|nenn\w*|lies|wähl\w*|sammle|beginn\w*|prüf\w*|such\w*|piensa|escribe|intenta|mira|pregunta|"
    r"elige|lee|empieza|busca|pense[zr]?|écri(?:s|vez)|essay(?:e|ez)|regarde[zr]?|lis(?:ez)?|choisis(?:sez)?|commence[zr]?|cherche[zr]?|pensa|scrivi|prova|"
    r"guarda|leggi|scegli|comincia|cerca|escreva|tente|olhe|leia|escolha|comece|procure)\b",
)
_LETTER = LazyPattern(
    r"^\W{0,3}(?:dear|lieber?|sehr geehrte\w*|querid[oa]|estimad[oa]|cher|chère|car[oa]|gentile|prezad[oa]|亲爱的|親愛的|尊敬的|拝啓|친애하는|प्रिय|عزيز\w*)\b[^.?!\n]{0,40}[,，:!]\s*$|"
    r"^\W{0,3}(?:yours (?:sincerely|faithfully)|sincerely|best regards|kind regards|mit freundlichen grüßen|atentamente|saludos cordiales|cordialement|"
    r"cordiali saluti|atenciosamente|此致|敬具)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE_END = LazyPattern(r"(?<=[.!?。！？؟।])[\s\"”»)]+|(?<=[。！？])|\n+", 0)
_LIST = LazyPattern(r"^\s*(?:[-*•>]|\d+[.)]|[a-z][.)])\s+", 0)
_HEADING = LazyPattern(r"^\s*(?:#{1,6}\s|\*\*[^*]{1,60}\*\*:?\s*$)", 0)
_QUOTED = LazyPattern(r"[“\"«„「]([^”\"»“」]{3,})(?:[”\"»“」]|$)", 0)
_FENCE = LazyPattern(r"```[^\n]*\n(.*?)(?:```|$)", re.DOTALL)
_PROGRAM_LINE = LazyPattern(
    r"^\s*(?:(?:async )?def |class |return\b|for .+:|while .+:|if .+:|elif .+:|else:|try:|with .+:|import |from \w+ import|print\(|function |"
    r"const |let |var |(?:public|private|static) |#include|SELECT\b.*\bFROM\b|INSERT INTO|UPDATE \w+ SET|DELETE FROM|<\w+[^>]*>|"
    r"\w+(?:\[\w+\])? ?[-+*/]?= ?\S|\w+\.\w+\(|[{}]\s*;?\s*$)",
)
_TEST_LINE = LazyPattern(
    r"^\s*(?:assert\w*\b(?!.*:=)|#|//|--|/\*|>>>(?! ?def\b)|def test_|class Test|(?:import |from )[^;]*$|[)\]}]|@\w|void \w+\(\) *\{|func Test|if got\b|"
    r"t\.(?:Error|Fatal|Run)|with (?:pytest|self)\.\w*raises|expect\(|it\(|test\(|describe\(|console\.assert|$)|^\s*self\.assert|"
    r"^[\s\[({]*(?:(?:\"[^\"]*\"|'[^']*'|-?\d[\d.]*|True|False|None|true|false|null)[\s,:)\]}(\[{]*)*$|"  # only data
    r"^\s*(?:print|console\.log)\(\w+\(.*\)\s*==|^\s*\w+\(.*\)\s*(?:#|//|->|→|==).*$",
    0,
)
_EMPTY_BODY = LazyPattern(
    r"^\s*(?:pass|\.\.\.|…|\"\"\"[^\"]*(?:\"\"\")?|'''[^']*(?:''')?|raise NotImplementedError.*|# ?(?:todo|your).*|// ?(?:todo|your).*)\s*$",
)
_DEFINES = LazyPattern(
    r"^\s*(?:async )?(?:def|function)\s+(?!test)\w+|^\s*(?:const|let|var)?\s*\w+\s*=\s*(?:lambda\b|\(?[\w, ]*\)?\s*=>|function\b)|"
    r"^\s*(?:public|private|static)[\w\s<>\[\]]+\(",
    0,
)
_WHOLE_IN_ONE_LINE = LazyPattern(
    r"\blambda\b.*:|=>|\bSELECT\b.+\bFROM\b|\b(?:return|yield)\s+\S|^\s*print\((?!.*==)|;\s*print\(|"
    r"^\s*(?:for|while|with|if)\b.*:\s*(?!assert\b)[\w.]+ ?(?:[-+*/]?=(?!=)|\()|\b(?:fn|func|function|void|static|public)\b.*\{\s*\S.*\}\s*$"
)
_IN_PROSE = LazyPattern(r"\breturn\s+\w+[\[(+*/%]|`[^`\n]*(?:\blambda\b[^`\n]*:|=>|\[::-1\])[^`\n]*`")


def holds_finished_work(text: str, assignment: Assignment, own: Sequence[str] = ()) -> bool:
    """Return whether a reply contains a program, or a text or a part of one that could be handed in.

    Args:
        text: The reply.
        assignment: What the learner is to write.
        own: What the learner wrote, which may be repeated.
    """
    if assignment is Assignment.NONE:
        return False
    known = _plain("\n".join(own))
    if assignment is Assignment.CODE:
        return _has_program(text, "\n".join(own))
    return _has_prose(text, known)


def _has_prose(text: str, known: str) -> bool:
    if _LETTER.search(text) or len(_words(text)) > MAX_WORDS:
        return True
    in_a_row = outlined = 0
    for sentence, is_listed in _sentences(text):
        words = len(_words(sentence))
        if words < _MIN_WORDS and not is_listed:
            continue
        if _is_own(sentence, known):
            in_a_row = 0
        elif is_listed and words <= MAX_LIST_WORDS:
            outlined += not sentence.rstrip().endswith(("?", "？", "؟"))
        elif _is_said_to_learner(sentence):
            in_a_row = 0
        else:
            in_a_row += 1
        if in_a_row > MAX_SENTENCES or outlined > MAX_OUTLINE_LINES:
            return True
    return False


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the sentences and lines of a text, and whether each is a line of a list or a heading."""
    for line in text.splitlines():
        is_listed = _LIST.match(line) is not None or _HEADING.match(line) is not None
        parts = [part for part in _SENTENCE_END.split(_LIST.sub("", line)) if part.strip()]
        yield from ((part, is_listed and len(parts) == 1) for part in parts)


def _is_said_to_learner(sentence: str) -> bool:
    """Return whether a sentence asks, tells or marks something, and so is no part of a text to hand in.

    What it quotes does not count: “You could write: …” says nothing of what follows.
    """
    bare = _QUOTED.sub("", sentence)
    if len(_words(sentence)) - len(_words(bare)) > MAX_LIST_WORDS:
        return False
    return bare.rstrip(' *_"”)').endswith(("?", "？", "؟")) or bool(_TO_THE_LEARNER.search(bare) or _ASKS.match(bare))


def _is_own(sentence: str, known: str) -> bool:
    """Return whether most of a sentence is the learner's own."""
    words = _words(sentence)
    runs = [" ".join(words[at : at + 4]) for at in range(max(1, len(words) - 3))]
    return bool(words) and sum(_plain(run) in known for run in runs) * 2 > len(runs)


def _words(text: str) -> list[str]:
    """Return the words of a text; where no spaces stand between them, two signs count as one."""
    signs = re.findall(r"[\u3041-\u30ff\u4e00-\u9fff]", text)
    return [*re.findall(r"[^\W\d_\u3041-\u30ff\u4e00-\u9fff]+", text), *signs[::2]]


def _plain(text: str) -> str:
    return " ".join(_words(text.casefold()))


def _has_program(text: str, own: str) -> bool:
    known = {line.strip() for line in own.splitlines()}
    fenced = [line for block in _FENCE.findall(text) for line in block.splitlines()]
    prose = _FENCE.sub("", text)
    if any(found[0].strip("`") not in own for found in _IN_PROSE.finditer(prose)):
        return True
    loose = [line for line in _lines(prose.replace("`", "")) if _PROGRAM_LINE.match(_LIST.sub("", line))]
    new = [
        line
        for line in (*fenced, *loose)
        if not _TEST_LINE.match(line) and not _EMPTY_BODY.match(line) and line.strip() not in known
    ]
    bodies = [line for line in new if not _DEFINES.match(line) or _WHOLE_IN_ONE_LINE.search(line)]
    return len(bodies) > MAX_CODE_LINES or any(map(_WHOLE_IN_ONE_LINE.search, bodies))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, and each cell of a table as one."""
    for line in text.splitlines():
        yield from line.strip().strip("|").split("|") if line.lstrip().startswith("|") else [line]
