"""The plotter: its pictures, its descriptions and its refusals."""

from typing import Any
from xml.etree import ElementTree

import pytest

from agents.tools.base import Drawing
from agents.tools.plot import plot

ALLOWED = {"svg", "title", "rect", "path", "text", "clipPath"}


async def drawn(functions: str, x_from: str = "-10", x_to: str = "10") -> tuple[str, str, str]:
    """The status, the text and the SVG."""
    events: list[Any] = [event async for event in plot(functions=functions, x_from=x_from, x_to=x_to)]
    svg = next((event.svg for event in events if isinstance(event, Drawing)), "")
    return events[-1]["status"], events[-1]["content"][0]["text"], svg


def elements(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())


@pytest.mark.parametrize(
    ("functions", "text"),
    [
        ("x^2 - 4", "- y = x² − 4: crosses the vertical axis at −4; is zero near x = −2, 2"),
        ("y = 2x + 1", "is zero near x = −0.5"),
        ("f(x) = x^3", "is zero near x = 0"),
        ("sin(t)", "t from −10 to 10"),
        ("1/x", "no sign change was found"),
        ("sqrt(x)", "crosses the vertical axis at 0"),
    ],
)
async def test_curve_is_drawn_and_described(functions: str, text: str) -> None:
    status, description, svg = await drawn(functions)
    assert status == "success"
    assert text in description
    assert {element.tag.split("}")[1] for element in elements(svg)} <= ALLOWED


async def test_three_curves_have_three_colours_and_names() -> None:
    _, _, svg = await drawn("x, x^2, x^3", "-2", "2")
    strokes = {element.get("stroke") for element in elements(svg) if element.get("clip-path")}
    assert len(strokes) == 3
    names = [element.text for element in elements(svg) if (element.text or "").startswith("y =")]
    assert names == ["y = x, y = x², y = x³", "y = x", "y = x²", "y = x³"]


async def test_range_may_contain_pi() -> None:
    _, description, _ = await drawn("cos(x)", "-pi", "pi")
    assert "from −3.14159 to 3.14159" in description


@pytest.mark.parametrize(
    ("functions", "x_from", "x_to", "words"),
    [
        ("x*y", "0", "1", "one variable"),
        ("x, x, x, x", "0", "1", "At most 3"),
        ("x^2 + y^2 = 1", "0", "1", "y = …"),
        ("x", "5", "1", "smaller number to a larger"),
        ("x", "0", "10^9", "within"),
        ("x", "a", "b", "two numbers"),
        ("sqrt(-1 - x^2)", "0", "1", "no real value"),
        ("<script>alert(1)</script>", "0", "1", "no meaning"),
        ("x" * 10_000_000, "0", "1", "too long"),
        ("x", "0" * 10_000, "1", "too long"),
        ("9^9^9 * x", "0", "1", "digits"),
    ],
)
async def test_unusable_function_or_range_is_refused(functions: str, x_from: str, x_to: str, words: str) -> None:
    status, description, svg = await drawn(functions, x_from, x_to)
    assert (status, svg) == ("error", "")
    assert words in description
    assert description.endswith(".")
