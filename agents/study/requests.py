"""What a learner asks for in Study by words, in every language of the page: the next hint, or the answer."""

# ruff: noqa: E501, RUF001 - patterns of words

import re

NEXT_HINT, SHOW_ME = "Next hint", "Show me"
_HINT = (
    r"(?:(?:can|could|may) i (?:get|have) |(?:please )?give me |i (?:need|want) )?(?:a |an |the |one )?"
    r"(?:next |another |more |second |third |last )?(?:hint|tip|clue)s?(?: please)?",
    r"(?:please )?help(?: me)?(?: please)?", r"i(?:m| am) stuck", r"i (?:dont|do not) know", r"no idea", r"what (?:next|now)", r"next",
    r"(?:otra|la siguiente|siguiente|una|dame una)? ?pista(?: por favor)?", r"ayuda(?:me)?", r"no (?:lo )?sé",
    r"(?:nächster|einen|noch einen|gib mir einen|der nächste)? ?(?:hinweis|tipp)(?: bitte)?", r"hilfe", r"ich weiß (?:es )?nicht",
    r"(?:下一个|再给一个|给我一个|给个)?提示", r"下一個提示", r"帮帮?我?", r"我?不知道",
    r"indice suivant", r"अगला संकेत", r"prossimo suggerimento", r"次のヒント", r"다음 힌트", r"próxima dica", r"التلميح التالي",
)  # fmt: skip
_SHOW = (
    r"show me(?: (?:the )?(?:answer|solution|result|it))?(?: please)?", r"please show me(?: the answer)?",
    r"muéstra(?:me|melo)(?: la (?:respuesta|solución))?", r"zeig(?: es)? mir(?: die (?:antwort|lösung))?", r"zeig(?:e)? es mir",
    r"给我看(?:看)?(?:答案)?", r"看答案", r"显示答案", r"顯示答案", r"給我看(?:答案)?",
    r"montre-moi(?: la réponse)?", r"montrez-moi", r"मुझे दिखाओ", r"मुझे दिखाएँ", r"mostrami(?: la risposta)?", r"答えを見せて", r"見せて",
    r"보여 ?(?:줘|주세요)", r"정답 보기", r"mostre-me", r"mostrar", r"mostra-me", r"أرني", r"أرني الجواب",
)  # fmt: skip


def asks_for_hint(message: str) -> bool:
    """Return whether a message asks for a hint, and for nothing else."""
    return _is_one_of(message, _HINT)


def asks_to_show(message: str) -> bool:
    """Return whether a message asks to be shown the answer, in the words of the button."""
    return _is_one_of(message, _SHOW)


def _is_one_of(message: str, patterns: tuple[str, ...]) -> bool:
    plain = re.sub(r"[\s.!?。！？¿¡,，]+", " ", re.sub("['’]", "", message.casefold())).strip()
    return any(re.fullmatch(pattern.casefold(), plain) for pattern in patterns)
