"""What has no translation yet: `python -m tests.chat.i18n.missing`, or `… missing ja ko` for some languages.

It prints a JSON object for each file that misses something: its sentences, each with an empty translation.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from chat.i18n.language import CATALOGUES, ENGLISH, LANGUAGES
from infra.local.hosted_login.language import CATALOGUES as LOGIN_CATALOGUES
from tests.chat.i18n.said import ROOT, sentences
from tests.infra.local.hosted_login import sentences as login


def missing(language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each file of a language that misses something, and what."""
    for folder, expected in ((CATALOGUES, sentences()), (LOGIN_CATALOGUES, login.sentences())):
        path: Path = folder / f"{language}.json"
        known = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if absent := sorted(expected - set(known)):
            yield path.relative_to(ROOT).as_posix(), dict.fromkeys(absent, "")


if __name__ == "__main__":
    for asked in sys.argv[1:] or LANGUAGES:
        if asked != ENGLISH:
            for name, absent in missing(asked):
                print(name, json.dumps(absent, ensure_ascii=False, indent=2))
