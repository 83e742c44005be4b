import logging

import pytest

from agents.mathematics.disclosure import gives_away
from tests.agents.study.disguised_leaks import DISGUISED_LEAKS
from tests.agents.study.leaks import HONEST, LEAKS
from tests.agents.study.tutoring_hints import TUTORING_HINTS


@pytest.mark.parametrize("frame", ["{}", "Here is a hint for you.\n\n{}\n\nGo on!"], ids=["alone", "in a reply"])
def test_no_form_of_an_answer_passes(frame: str) -> None:
    texts = [(secret, frame.format(text)) for secret, leaks in (*LEAKS, *DISGUISED_LEAKS) for text in leaks]
    assert [(secret.answer.text, text) for secret, text in texts if not gives_away(secret, text)] == []
    assert len(texts) >= 700


def test_at_most_three_in_a_hundred_honest_hints_are_held_back() -> None:
    hints = [(secret, text) for secret, honest in (*HONEST, *TUTORING_HINTS) for text in honest]
    blocked = [(secret.answer.text, text) for secret, text in hints if gives_away(secret, text)]
    logging.getLogger(__name__).info("%d of %d honest hints are held back", len(blocked), len(hints))
    assert len({text for _, text in hints}) >= 360
    assert len(blocked) <= 0.03 * len(hints), blocked
