"""The quiet line under an answer: who answered, with which model, in what time, and what it took."""

from collections.abc import Iterable

from chat.i18n.language import format_number, translate, translate_plural


def footnote(who: Iterable[str], model: str, seconds: float, tokens: int, cost: float | None) -> str:
    """Put the line into words.

    Args:
        who: The specialists, or whoever else answered.
        model: Its name.
        seconds: How long it took.
        tokens: How many were read and written, the specialists' included.
        cost: In USD; None when it is not known.
    """
    parts = [", ".join(dict.fromkeys(who)), model, _time(seconds), _tokens(tokens)]
    if cost is not None:
        parts.append(_money(cost))
    return " · ".join(filter(None, parts))


def finished(name: str, seconds: float, tokens: int) -> str:
    """The name of a step that has ended, with its time and what it took."""
    return " · ".join(filter(None, [name, _time(seconds), _tokens(tokens)]))


def _time(seconds: float) -> str:
    return translate("{seconds} s", seconds=format_number(seconds, 1) if seconds >= 0.1 else f"< {format_number(0.1)}")


def _tokens(tokens: int) -> str:
    return translate_plural("{count} token", "{count} tokens", count=tokens) if tokens else ""


def _money(cost: float) -> str:
    if 0 < cost < 0.0001:
        return f"< ${format_number(0.0001)}"
    return f"${format_number(cost, 4 if cost < 0.1 else 2)}"
