"""Mathematics as models write it, and as the page typesets it."""

import pytest

from chat.ui.math_markdown import Typesetter, typeset

SET = {
    r"The root is \(x = 2\).": "The root is $x = 2$.",
    r"So \( x^2 \) grows": "So $x^2$ grows",
    "Then\n\\[\nx = 1\n\\]\nholds": "Then\n$$\nx = 1\n$$\nholds",
    "Then\n\\[ x = 1 \\] holds": "Then\n$$\nx = 1\n$$\n holds",
    "1. First\n   \\[ x \\]\n2. Then": "1. First\n   $$\n   x\n   $$\n2. Then",
    "$$x^2$$\n": "$$\nx^2\n$$\n",
    "$$\nx\n$$": "$$\nx\n$$",
    "so $$x$$ here": "so $$x$$ here",
    "It costs $5 and $10.": r"It costs \$5 and \$10.",
    "From $5-$10 to $1,000.50!": r"From \$5-\$10 to \$1,000.50!",
    "I paid $20": r"I paid \$20",
    "$5/month": r"\$5/month",
    "$HOME and $PATH": r"\$HOME and \$PATH",
    "$ 5 and $x$": r"\$ 5 and $x$",
    "Let $x = 5$ and $y$.": "Let $x = 5$ and $y$.",
    "$3x + 5$ is": "$3x + 5$ is",
    "$10 - x$": "$10 - x$",
    r"$5 \times 3$": r"$5 \times 3$",
    r"already \$5 and \\(": r"already \$5 and \\(",
    "price $5\nand $x$": "price \\$5\nand $x$",
    "`$a and $b` costs $3.": r"`$a and $b` costs \$3.",
    "```sh\necho $HOME $5 \\(x\\)\n```\n$5 it is": "```sh\necho $HOME $5 \\(x\\)\n```\n\\$5 it is",
    "~~~\n$5 and $6\n~~~": "~~~\n$5 and $6\n~~~",
    "- item\n  ```\n  $1 $2\n  ```\n": "- item\n  ```\n  $1 $2\n  ```\n",
    "> ```\n> $1 $2\n>\n> $x$\n> ```\n> $3": "> ```\n> $1 $2\n>\n> $x$\n> ```\n> \\$3",
    "1. ```\n   $1 $2\n\n   $x$\n   ```\n$3": "1. ```\n   $1 $2\n\n   $x$\n   ```\n\\$3",
    r"never \(closed": r"never \(closed",
    "never $$closed\n\nnext": "never \\$\\$closed\n\nnext",
    "$$\na\n\n= b\n$$\n": "$$\na\n= b\n$$\n",
    "$$ is dear, $$$ dearer": r"\$\$ is dear, \$\$\$ dearer",
    "$$ or $$": r"\$\$ or \$\$",
    r"\(x\)\(y\)": "$x$ $y$",
    r"$\$5 \times 3$": r"$$\$5 \times 3$$",
    "$50%$": r"$50\%$",
    "| $|x|$ | $5 | 3$ |": r"| $\vert x\vert$ | \$5 | 3\$ |",
    "[all](https://x.org/$a?b=$c) and $x$": "[all](https://x.org/$a?b=$c) and $x$",
    "https://x.org/$a?b=$c and $x$": "https://x.org/$a?b=$c and $x$",
    "one ` tick and $5 then": r"one ` tick and \$5 then",
    "\\begin{align}\na \\\\\n\nb\n\\end{align}\nso": "$$\n\\begin{align*}\na \\\\\nb\n\\end{align*}\n$$\nso",
    "- \\[\\begin{align*} a \\end{align*}\\]": "- $$\\begin{aligned} a \\end{aligned}$$",
    "So $$\\begin{gather} a \\end{gather}$$ on": "So $$\\begin{gathered} a \\end{gathered}$$ on",
    "a \\begin{pmatrix} 1 \\end{pmatrix} b": "a $$\\begin{pmatrix} 1 \\end{pmatrix}$$ b",
    "\\begin{align*} \\beta": "\\begin{align*} \\beta",
    "\\begin{tabular}{l} $5 \\end{tabular}": "\\begin{tabular}{l} \\$5 \\end{tabular}",
    r"\(\text{if $x$}\)": r"$$\text{if $x$}$$",
    r"$\text{if $x_1$ holds}$ or $5": r"$$\text{if $x_1$ holds}$$ or \$5",
    "a | b\n--|--\n$x$ | $5 each": "a | b\n--|--\n$x$ | \\$5 each",
}


@pytest.mark.parametrize("written", SET)
def test_a_complete_text_is_typeset(written: str) -> None:
    assert typeset(written) == SET[written]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("written", SET)
def test_pieces_give_the_same_as_the_complete_text(written: str, size: int) -> None:
    typesetter = Typesetter()
    pieces = [typesetter.feed(written[start : start + size]) for start in range(0, len(written), size)]
    assert "".join(pieces) + typesetter.flush() == SET[written]


def test_plain_text_and_code_are_never_held_back() -> None:
    typesetter = Typesetter()
    assert typesetter.feed("A sentence ") == "A sentence "
    assert typesetter.feed("that costs $5 and") == r"that costs \$5 and"
    typesetter.feed("\n```py\n")
    assert typesetter.feed("print('$') # ") == "print('$') # "


def test_a_typeset_text_is_left_unchanged() -> None:
    for written in SET.values():
        if "$$" not in written:
            assert typeset(written) == written
