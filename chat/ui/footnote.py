"""The footnote of an answer: who answered, the model, the time, the tokens and the cost."""

from collections.abc import Iterable

from agents.events import Mark
from chat.i18n.language import format_number, text_direction, translate, translate_plural

_MIN_SAVED = 0.0001  # dollars; less is not worth a word


def footnote(
    who: Iterable[str],
    model: str,
    seconds: float,
    tokens: int,
    cost: float | None,
    mark: Mark = "",
    *,
    saved: float = 0.0,
) -> str:
    """Return the footnote of an answer.

    Args:
        who: The titles of those who answered.
        model: The model's title; may be empty.
        seconds: The time from the question to the end of the answer.
        tokens: The tokens read and written, the specialists' included.
        cost: In USD; None if the price is unknown.
        mark: How the result compares with the calculation.
        saved: What the provider's cache has saved, in USD.
    """
    parts = [", ".join(dict.fromkeys(who)), model, _time(seconds), _tokens(tokens)]
    if cost is not None:
        parts.append(_money(cost))
        if saved >= _MIN_SAVED:
            parts.append(translate("{amount} saved by the cache", amount=_money(saved)))
    parts.append(_mark(mark))
    return _line(parts)


def _mark(mark: Mark) -> str:
    known = {"checked": translate("✓ checked by calculation"), "unchecked": translate("not checked")}
    return known.get(mark, "")


def finished_step_name(name: str, seconds: float, tokens: int) -> str:
    """Return the name of a step that has ended, with its time and tokens."""
    return _line([name, _time(seconds), _tokens(tokens)])


def _line(parts: Iterable[str]) -> str:
    # Between words from the right, each part is isolated, or its numbers would join a neighbour's Latin letters.
    isolate = "\u2068{}\u2069" if text_direction() == "rtl" else "{}"
    return " · ".join(isolate.format(part) for part in parts if part)


def _time(seconds: float) -> str:
    return translate("{seconds} s", seconds=format_number(seconds, 1) if seconds >= 0.1 else f"< {format_number(0.1)}")


def _tokens(tokens: int) -> str:
    return translate_plural("{count} token", "{count} tokens", count=tokens) if tokens else ""


def _money(cost: float) -> str:
    if 0 < cost < 0.0001:
        return f"< ${format_number(0.0001)}"
    return f"${format_number(cost, 4 if cost < 0.1 else 2)}"
