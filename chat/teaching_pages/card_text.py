"""Questions and answers, which are Markdown with formulas between dollar signs, as HTML of a page and of Anki.

Nothing that a person or a model wrote reaches the page as HTML, and nothing is loaded from another address.
"""

import html
from functools import cache
from typing import TYPE_CHECKING

from chat.teaching_pages.mathml import to_mathml

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict


def page_html(text: str) -> str:
    """Return a text as HTML whose formulas are MathML, which browsers show without a script."""
    return _render(text, "mathml")


def anki_html(text: str) -> str:
    r"""Return a text as HTML whose formulas are as Anki's MathJax reads them: `\(…\)`, and `\[…\]` on their own."""
    return _render(text, "mathjax")


def _render(text: str, formulas: str) -> str:
    return str(_markdown().render(text, {"formulas": formulas}))


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # loaded with the first text, not at the start of the server

    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    markdown.inline.ruler.before("escape", "formula", _read_formula)
    markdown.add_render_rule("formula", _write_formula)
    return markdown


def _read_formula(state: "StateInline", silent: bool) -> bool:
    """Read `$…$` or `$$…$$`, as the answers of the chat have them: a dollar sign that is none is escaped there."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    fence = "$$" if source.startswith("$$", start) else "$"
    begin = start + len(fence)
    end = source.find(fence, begin)
    content = source[begin:end].strip()
    # `$5 and $6` is money: the closing sign of a formula stands after no space and before no digit.
    is_money = fence == "$" and (source[end - 1 : end].isspace() or source[end + 1 : end + 2].isdigit())
    if end < 0 or not content or is_money or (source[begin : begin + 1].isspace() and fence == "$"):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = content, fence
    state.pos = end + len(fence)
    return True


def _write_formula(
    renderer: "RendererProtocol", tokens: "list[Token]", index: int, options: "OptionsDict", env: dict[str, str]
) -> str:
    token = tokens[index]
    is_block = token.markup == "$$"
    if env["formulas"] == "mathml":
        return to_mathml(token.content, is_block=is_block)
    content = html.escape(token.content, quote=False)
    return rf"\[{content}\]" if is_block else rf"\({content}\)"
