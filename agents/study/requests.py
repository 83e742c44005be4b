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


_MIN_WORDS = 3  # of a question of its own; a shorter one is about what was said
_REFERS_BACK = re.compile(
    r"\b(?:i|i'?m|i'?ve|me|my|mine|we|us|our|you|your|it|its|this|that|these|those|they|them|here|there|hint|step|line|rule|formula|problem|exercise|answer|"
    r"solution|result|next|first|second|last|again|else|both|yo|me|mi|mis|nosotros|tú|tu|te|esto|eso|esta|este|ese|pista|paso|línea|regla|"
    r"fórmula|problema|respuesta|primero|ahora|ich|mir|mich|mein\w*|wir|uns|du|dir|dich|dein\w*|es|das|dies\w*|hier|hinweis|schritt|zeile|"
    r"regel|formel|aufgabe|antwort|lösung|zuerst|jetzt|je|j|moi|mon|ma|nous|tu|toi|ton|ça|cela|ceci|ici|indice|étape|ligne|règle|formule|réponse|"
    r"io|mi|mio|mia|noi|questo|quello|qui|passo|riga|regola|risposta|eu|meu|minha|nós|você|isto|isso|aqui|dica|linha|regra|resposta|"
    r"equations?|squares?|roots?|signs?|fractions?|denominators?|numerators?|factors?|terms?|numbers?|minus|plus|discriminant|coefficients?|"
    r"ecuaci[oó]n|raíz|signo|fracción|denominador|número|gleichung|wurzel|vorzeichen|bruch|nenner|zahl|équation|racine|nombre|equazione|radice|equação)\b|"
    r"方程|根|分母|数|[我你您咱]|这|那|它|步|提示|公式|答案|私|僕|これ|それ|ここ|答え|ヒント|나|저|이것|그것|여기|답|힌트|मैं|मुझे|यह|इस|वह|हम|उत्तर|संकेत|أنا|هذا|هذه|الجواب|تلميح",
    re.IGNORECASE,
)
_QUESTION_MARK = re.compile(r"[?？؟]")


def asks_something_else(message: str, problem: str) -> bool:
    """Return whether a message asks a question of its own, and none about the problem or what was said of it."""
    if not _QUESTION_MARK.search(message) or _REFERS_BACK.search(message):
        return False
    words, known = _words(message), set(_words(problem))
    is_long = len(words) >= _MIN_WORDS or len(re.findall(r"[\u3041-\u30ff\u4e00-\u9fff]", message)) > 2 * _MIN_WORDS
    return is_long and not any(word in known for word in words if word[0].isdigit() or len(word) > 4)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text.casefold())


def asks_for_hint(message: str) -> bool:
    """Return whether a message asks for a hint, and for nothing else."""
    return _is_one_of(message, _HINT)


def asks_to_show(message: str) -> bool:
    """Return whether a message asks to be shown the answer, in the words of the button."""
    return _is_one_of(message, _SHOW)


def _is_one_of(message: str, patterns: tuple[str, ...]) -> bool:
    plain = re.sub(r"[\s.!?。！？¿¡,，]+", " ", re.sub("['’]", "", message.casefold())).strip()
    return any(re.fullmatch(pattern.casefold(), plain) for pattern in patterns)
