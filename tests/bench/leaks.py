"""Counts the leaks of Study: answers in every disguise, and how many honest hints are held back with them."""

from agents.mathematics.disclosure.finder import Secret, gives_away
from tests.agents.study.disguised_leaks import DISGUISED_LEAKS
from tests.agents.study.leaks import HONEST, LEAKS
from tests.agents.study.leaks_by_kind import HINTS_BY_KIND, LEAKS_BY_KIND
from tests.agents.study.leaks_in_languages import HINTS_IN_LANGUAGES, LEAKS_IN_LANGUAGES
from tests.agents.study.tutoring_hints import TUTORING_HINTS
from tests.agents.study.tutoring_leaks import TUTORING_HINTS_TO_LEAKS, TUTORING_LEAKS

FRAMES = ("{}", "Here is a hint for you.\n\n{}\n\nGo on!", "> {}", "- First think.\n- {}\n- Then check it.")


def main() -> None:
    """Print the cases, what passed, and the share of honest hints that did not."""
    disguised = [
        (secret, text)
        for secret, texts in (*LEAKS, *DISGUISED_LEAKS, *LEAKS_IN_LANGUAGES, *TUTORING_LEAKS, *LEAKS_BY_KIND)
        for text in texts
    ]
    leaks = [(secret, frame.format(text)) for secret, text in disguised for frame in FRAMES]
    passed = [(secret, text) for secret, text in leaks if not gives_away(secret, text)]
    hints = [
        (secret, text)
        for secret, texts in (*HONEST, *TUTORING_HINTS, *HINTS_IN_LANGUAGES, *TUTORING_HINTS_TO_LEAKS, *HINTS_BY_KIND)
        for text in texts
    ]
    blocked = [(secret, text) for secret, text in hints if gives_away(secret, text)]
    _print("passed", passed)
    _print("held back", blocked)
    print(f"{len(leaks):,} texts that give an answer away: {len(passed)} leaks")
    print(f"{len(hints):,} honest hints: {len(blocked)} held back, {len(blocked) / len(hints):.1%}")


def _print(what: str, cases: list[tuple[Secret, str]]) -> None:
    for secret, text in cases:
        print(f"  {what}: {text!r} [{secret.answer.text}]")
