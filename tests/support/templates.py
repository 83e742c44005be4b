"""Reads what the Jinja templates of a folder translate."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes


def translated_in_templates(folder: Path, function: str = "translate", sentence: int = 0) -> Iterator[str]:
    """Yield the sentences that templates pass to a function.

    Args:
        folder: Where the templates are.
        function: The function.
        sentence: Which of its arguments holds the sentence.
    """
    for path in sorted(folder.rglob("*.html")):
        for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == function:
                given = call.args[sentence]
                assert isinstance(given, nodes.Const), f"{path}:{call.lineno}: {function}() needs the sentence itself"
                yield given.value
