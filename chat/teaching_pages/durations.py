"""How long ago, and in how long: in the reader's words."""

from datetime import datetime, timedelta

from chat.i18n.cldr import load_locale
from chat.i18n.language import current_language, translate


def relative_time(moment: datetime, now: datetime) -> str:
    """Return "3 weeks ago", "today", or "in 10 minutes", in the reader's language."""
    from babel.dates import format_timedelta

    passed = moment - now
    if -timedelta(days=1) < passed < timedelta(seconds=1):
        return translate("today")
    return format_timedelta(passed, add_direction=True, threshold=1, locale=load_locale(current_language.get()))


def interval(length: timedelta) -> str:
    """Return "10 minutes", in the reader's language."""
    from babel.dates import format_timedelta

    return format_timedelta(length, threshold=1, locale=load_locale(current_language.get()))
