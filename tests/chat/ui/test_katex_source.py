r"""Formulas as papers and models write them, and as KaTeX reads them; tests/e2e/test_answer.py shows them to KaTeX."""

import pytest

from chat.ui.katex_source import on_lines, within_a_line
from chat.ui.math_markdown import typeset

# As written, within a line, on lines of its own.
FORMULAS = [
    ("x^2", "x^2", "x^2"),
    ("50%", r"50\%", r"50\%"),
    (r"50\%", r"50\%", r"50\%"),
    (r"\text{message_sent}_i", r"\text{message\_sent}_i", r"\text{message\_sent}_i"),
    (r"\text{R&D #1, 5\_0 %}", r"\text{R\&D \#1, 5\_0 \%}", r"\text{R\&D \#1, 5\_0 \%}"),
    (r"\text{if $x_1$}", r"\text{if $x_1$}", r"\text{if $x_1$}"),
    (r"\mathrm{a_1} & b", r"\mathrm{a_1} & b", r"\mathrm{a_1} & b"),
    (
        r"\begin{align} a &= b \end{align}",
        r"\begin{aligned} a &= b \end{aligned}",
        r"\begin{align*} a &= b \end{align*}",
    ),
    (
        r"\begin{alignat*}{2} a \end{alignat*}",
        r"\begin{alignedat}{2} a \end{alignedat}",
        r"\begin{alignat*}{2} a \end{alignat*}",
    ),
    (r"\begin{equation}x\label{eq:x}\end{equation}", "x", r"\begin{equation*}x\end{equation*}"),
    (r"\begin{eqnarray}a&=&b\end{eqnarray}", r"\begin{aligned}a&=&b\end{aligned}", r"\begin{align*}a&=&b\end{align*}"),
    (r"\begin{multline}a\end{multline}", r"\begin{gathered}a\end{gathered}", r"\begin{gather*}a\end{gather*}"),
    (r"\begin{cases}a\end{cases}", r"\begin{cases}a\end{cases}", r"\begin{cases}a\end{cases}"),
    (r"x \tag{1}", r"x \quad\text{(1)}", r"x \tag{1}"),
    (r"x \tag*{A}", r"x \quad\text{A}", r"x \tag*{A}"),
]


@pytest.mark.parametrize(("written", "in_a_line", "apart"), FORMULAS)
def test_formula_is_written_as_katex_reads_it(written: str, in_a_line: str, apart: str) -> None:
    assert (within_a_line(written), on_lines(written)) == (in_a_line, apart)
    assert (within_a_line(in_a_line), on_lines(apart)) == (in_a_line, apart)


def test_what_is_no_environment_of_mathematics_stays_as_written() -> None:
    for text in (r"\begin{itemize}\item a\end{itemize}", r"\begin{align} never ends", r"`\begin{align}x\end{align}`"):
        assert typeset(text) == text
