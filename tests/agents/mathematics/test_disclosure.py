import logging

from agents.mathematics.disclosure import gives_away
from tests.agents.study.leaks import HONEST, LEAKS


def test_no_form_of_an_answer_passes() -> None:
    texts = [(secret, text) for secret, leaks in LEAKS for text in leaks]
    framed = [(secret, f"Here is a hint for you.\n\n{text}\n\nGo on!") for secret, text in texts]
    assert [(secret.answer.text, text) for secret, text in (*texts, *framed) if not gives_away(secret, text)] == []
    assert len(texts) >= 300


def test_at_most_three_in_a_hundred_honest_hints_are_held_back() -> None:
    hints = [(secret, text) for secret, honest in HONEST for text in honest]
    blocked = [(secret.answer.text, text) for secret, text in hints if gives_away(secret, text)]
    logging.getLogger(__name__).info("%d of %d honest hints are held back", len(blocked), len(hints))
    assert len(hints) >= 200
    assert len(blocked) <= 0.03 * len(hints), blocked
