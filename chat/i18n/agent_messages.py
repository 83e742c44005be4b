"""What the agents say in words of ours, told in the language of whoever reads it."""

from collections.abc import Mapping

from agents.events import Error
from agents.user_messages import TranslatableText, UserFacingError
from chat.i18n import language


def translate_error(error: UserFacingError | Error) -> str:
    """Return the sentence; its English template is the key of its translations, like that of every `say`."""
    return _filled(error.template, error.values)


def translate_text(text: str) -> str:
    """Return a text, translated if it is a phrase of ours."""
    return _filled(text.template, text.values) if isinstance(text, TranslatableText) else text


def _filled(template: str, values: Mapping[str, str | int]) -> str:
    parts = {name: translate_text(value) if isinstance(value, str) else value for name, value in values.items()}
    return language.translate(template, **parts)
