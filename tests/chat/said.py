"""Every sentence that `chat/` says, read from its code."""

import ast
from collections.abc import Iterator
from pathlib import Path

CHAT = Path(__file__).parent.parent.parent / "chat"


def sentences() -> set[str]:
    """The first argument of each `say(...)`; it must be there as written, or nobody could translate it."""
    return {sentence for path in sorted(CHAT.rglob("*.py")) for sentence in _in(path)}


def _in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            given = node.args[0]
            literal = isinstance(given, ast.Constant) and isinstance(given.value, str)
            assert literal, f"{path}:{node.lineno}: say() wants the sentence itself"
            yield given.value  # type: ignore[attr-defined]


if __name__ == "__main__":
    print(*sorted(sentences()), sep="\n")
