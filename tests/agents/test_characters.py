from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.characters import CharacterJoiner, whole_characters

SMILE = "\ud83d\ude00"  # as the two halves that JSON may hold


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", ""),
        ("Größe 😀", "Größe 😀"),
        (f"a{SMILE}b", "a😀b"),
        ("a\ud83db", "a�b"),
        ("\ude00\ud83d", "��"),
    ],
)
def test_halves_are_joined_or_replaced(text: str, whole: str) -> None:
    assert whole_characters(text) == whole


@given(text=st.text("ab😀\ud83d\ude00", max_size=12), cuts=st.lists(st.integers(0, 12), max_size=4))
def test_pieces_may_be_cut_anywhere(text: str, cuts: list[int]) -> None:
    joiner = CharacterJoiner()
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    pieces = [joiner.feed(text[start:end]) for start, end in pairwise(edges)]
    assert "".join([*pieces, joiner.finish()]) == whole_characters(text)
    assert all(piece.encode() or not piece for piece in pieces)
