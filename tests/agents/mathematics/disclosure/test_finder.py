import logging

import pytest

from agents.mathematics.disclosure.finder import gives_away
from tests.agents.study.disguised_leaks import DISGUISED_LEAKS
from tests.agents.study.leaks import HONEST, LEAKS
from tests.agents.study.leaks_by_kind import HINTS_BY_KIND, LEAKS_BY_KIND
from tests.agents.study.leaks_in_languages import HINTS_IN_LANGUAGES, LEAKS_IN_LANGUAGES
from tests.agents.study.tutoring_hints import TUTORING_HINTS
from tests.agents.study.tutoring_leaks import TUTORING_HINTS_TO_LEAKS, TUTORING_LEAKS

FRAMES = ("{}", "Here is a hint for you.\n\n{}\n\nGo on!", "- First think.\n- {}\n- Then check it.")


@pytest.mark.parametrize("frame", FRAMES, ids=["alone", "in a reply", "in a list"])
def test_no_form_of_an_answer_passes(frame: str) -> None:
    leaks = [
        (secret, text)
        for secret, all_of_it in (*LEAKS, *DISGUISED_LEAKS, *LEAKS_IN_LANGUAGES, *TUTORING_LEAKS, *LEAKS_BY_KIND)
        for text in all_of_it
    ]
    assert len(leaks) >= 700
    # Each leak stands in one of the frames; `python -m tests.bench leaks` tries it in all of them.
    texts = [(secret, frame.format(text)) for secret, text in leaks[FRAMES.index(frame) :: len(FRAMES)]]
    assert [(secret.answer.text, text) for secret, text in texts if not gives_away(secret, text)] == []
    assert len(texts) >= 230


def test_at_most_three_in_a_hundred_honest_hints_are_held_back() -> None:
    hints = [
        (secret, text)
        for secret, honest in (*HONEST, *TUTORING_HINTS, *HINTS_IN_LANGUAGES, *TUTORING_HINTS_TO_LEAKS, *HINTS_BY_KIND)
        for text in honest
    ]
    blocked = [(secret.answer.text, text) for secret, text in hints if gives_away(secret, text)]
    logging.getLogger(__name__).info("%d of %d honest hints are held back", len(blocked), len(hints))
    assert len({text for _, text in hints}) >= 360
    assert len(blocked) <= 0.03 * len(hints), blocked
