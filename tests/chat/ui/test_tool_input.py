"""The input of a call as Markdown."""

import pytest

from chat.ui.tool_input import format_tool_input


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"query": "What is x for $5 and $y$?"}, r"What is x for \$5 and $y$?"),
        ({"expression": "x*y*z", "operation": "solve", "variable": ""}, "expression: `x*y*z`\noperation: `solve`"),
        ({"expression": "x^2"}, "`x^2`"),
        ({"functions": "x", "x_from": "-5"}, "functions: `x`\nx from: `-5`"),
        ({"code": "print('```')"}, "````python\nprint('```')\n````"),
        ({"data": "a\nb", "kind": "`odd`"}, "```text\na\nb\n```\n\nkind: `` `odd` ``"),
        ({"sure": True, "names": ["Zoë", None], "left": None}, 'sure: `true`\nnames: `["Zoë", null]`'),
        ({}, ""),
    ],
)
def test_an_input_is_formatted(given: dict[str, object], read: str) -> None:
    assert format_tool_input(given) == read
