"""The picture: its ticks, and nothing in it but shapes and text."""

from xml.etree import ElementTree

import pytest

from agents.mathematics.plotting.svg import Curve, Window, draw, ticks

ALLOWED_ELEMENTS = {"svg", "title", "rect", "path", "text", "clipPath"}


@pytest.mark.parametrize(("low", "high"), [(-10, 10), (0, 1), (-1e-5, 1e-5), (3, 3.1), (-1e6, 1e6)])
def test_ticks_are_round_and_few(low: float, high: float) -> None:
    marks = ticks(low, high)
    assert 3 <= len(marks) <= 12
    assert low - 1e-9 <= marks[0] < marks[-1] <= high + 1e-9


def test_names_are_escaped() -> None:
    name = "</title><script>alert(1)</script><image href='http://evil'/>"
    svg = draw([Curve(name, [[(0, 0), (1, 1)]])], Window(0, 1, 0, 1))
    elements = list(ElementTree.fromstring(svg).iter())
    assert {element.tag.split("}")[1] for element in elements} <= ALLOWED_ELEMENTS
    assert not any("href" in attribute for element in elements for attribute in element.attrib)
