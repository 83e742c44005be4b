"""Translates the sentences that come from `agents`."""

from collections.abc import Mapping

from agents.events import Error
from agents.user_messages import TranslatableText, UserFacingError
from chat.i18n import language


def translate_error(error: UserFacingError | Error) -> str:
    """Return the sentence of an error; its English template is the key of its translations."""
    return _translate_template(error.template, error.values)


def translate_text(text: str) -> str:
    """Return a text, translated if it is translatable."""
    return _translate_template(text.template, text.values) if isinstance(text, TranslatableText) else text


def _translate_template(template: str, values: Mapping[str, str | int]) -> str:
    parts = {name: translate_text(value) if isinstance(value, str) else value for name, value in values.items()}
    return language.translate(template, **parts)
