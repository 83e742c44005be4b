"""Markdown with formulas as HTML: nothing that was written becomes a tag, whatever stands in a formula."""

import re
from html.parser import HTMLParser

import pytest

from chat.teaching_pages.card_text import anki_html, page_html

HOSTILE = (
    "<script>alert(1)</script>",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{&lt;img src=x onerror=alert(1)&gt;}$",
    r"$\href{javascript:alert(1)}{x}$ $\style{background:url(//x)}{x}$",
    r"$$\text{</math><img src=x onerror=alert(1)>}$$",
    "[x](javascript:alert(1)) ![p](data:text/html,<script>)",
    "`<script>`\n\n```html\n</code><script>alert(1)</script>\n```",
    '<a href="x" onclick="alert(1)">',
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_written_becomes_a_tag_or_an_address_that_runs(text: str) -> None:
    for render in (page_html, anki_html):
        found = Tags()
        found.feed(render(text))
        assert {tag for tag in found.tags if not tag.startswith("m")} <= {"p", "code", "pre", "a"}
        assert set(found.attributes) <= {"display", "href", "class", "dir"}
        assert "javascript" not in (found.attributes.get("href") or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Solve $x^2 < 4$ & **show**", r"<p>Solve \(x^2 &lt; 4\) &amp; <strong>show</strong></p>"),
        ("$$\n\\frac{1}{2}\n$$", r"<p>\[\frac{1}{2}\]</p>"),
        ("it costs $5 and $6", "<p>it costs $5 and $6</p>"),
        (r"it costs \$5, so $x=5$", r"<p>it costs $5, so \(x=5\)</p>"),
        ("`$x$` stays", "<p><code>$x$</code> stays</p>"),
        ("$", "<p>$</p>"),
        ("$ $ $$ $$", "<p>$ $ $$ $$</p>"),
    ],
)
def test_formulas_are_written_as_anki_reads_them(text: str, expected: str) -> None:
    assert anki_html(text).strip() == expected


def test_formulas_are_mathml_on_the_page() -> None:
    assert "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>" in page_html(r"$\frac{1}{2}$")
    assert '<mo>=</mo><mo form="prefix">−</mo><mn>2</mn>' in page_html("$x=-2$")
    assert "<mi>x</mi><mo>−</mo><mn>2</mn>" in page_html("$x-2$")
    assert '<math display="block">' in page_html("$$x$$")
    assert "<table>" in page_html("| a |\n|---|\n| $1$ |")


@pytest.mark.parametrize("formula", [r"\left( x", "x^", "}{", r"\begin{pmatrix}1", "x_1_2", "y" * 2_001])
def test_a_formula_that_cannot_be_read_is_shown_as_it_was_written(formula: str) -> None:
    assert f'<code dir="ltr">{formula}</code>' in page_html(f"${formula}$")


@pytest.mark.parametrize("part", ["{", r"\frac", "x^", "*", "[", "`", "> ", "$a$", "$", "$a ", r"\left("])
def test_long_nonsense_is_written_too(part: str) -> None:
    text = part * (4_000 // len(part))
    assert re.sub(r"\s", "", page_html(text))
