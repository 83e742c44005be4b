import json
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal

import pytest
from babel import Locale, localedata
from babel.core import get_global
from babel.dates import format_timedelta
from babel.numbers import format_decimal

from chat.i18n.cldr import load_locale
from chat.i18n.language import LANGUAGES

pytestmark = pytest.mark.guard

_STOCK = "import sys; from tests.chat.i18n.test_cldr import *; print(json.dumps(describe_stock(json.load(sys.stdin))))"


_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from chat.i18n.cldr import load_locale
from chat.i18n.language import LANGUAGES

sys.setswitchinterval(1e-5)
with ThreadPoolExecutor(len(LANGUAGES)) as executor:
    assert len(set(executor.map(load_locale, LANGUAGES))) == len(LANGUAGES)
"""


def _describe(locale: Locale) -> list[str]:
    """All that the project asks Babel of a language."""
    numbers = [Decimal("0"), Decimal("1.5"), Decimal("-1234567.891")]
    lengths = [timedelta(seconds=40), timedelta(minutes=10), timedelta(days=3), timedelta(days=70), timedelta(days=900)]
    return [
        str(locale),
        locale.text_direction,
        locale.decimal_formats[None].pattern,
        locale.number_symbols["latn"]["decimal"],
        *(locale.plural_form(count) for count in range(120)),
        *(format_decimal(number, locale=locale) for number in numbers),
        *(format_timedelta(length, threshold=1, locale=locale) for length in lengths),
        *(format_timedelta(-length, add_direction=True, threshold=1, locale=locale) for length in lengths),
    ]


def describe_stock(languages: list[str]) -> list[list[str]]:
    """What Babel itself says, in a process in which nothing was forgotten."""
    return [_describe(Locale.parse(language, sep="-")) for language in languages]


def test_every_language_is_as_babel_has_it() -> None:
    command = [sys.executable, "-c", _STOCK]
    stock = subprocess.run(command, input=json.dumps(LANGUAGES), capture_output=True, text=True, check=True).stdout
    assert [_describe(load_locale(language)) for language in LANGUAGES] == json.loads(stock)


def test_several_threads_read_languages_at_once() -> None:
    subprocess.run([sys.executable, "-c", _AT_ONCE], check=True)


def test_what_nobody_asks_is_forgotten() -> None:
    message = "Babel keeps its data elsewhere: chat/i18n/cldr.py frees no memory"
    for language in LANGUAGES:
        name = str(load_locale(language))
        assert "territories" not in localedata.load(name), message
        assert {unit.split("-")[0] for unit in localedata.load(name)["unit_patterns"]} == {"duration"}, message
    assert not get_global("zone_territories"), message
    assert 0 < len(get_global("likely_subtags")) < 1000, message
