"""Every sentence that says that something did not work, found in the source and the templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_AGENTS = {"MemoryRefused", "UserFacingError"}
# The functions of chat/ that show a failure to a person.
_CHAT = {
    "ErrorMessage",
    "HTTPException",
    "QuestionNotSaved",
    "ShareRefused",
    "ToolError",
    "_failed",
    "_refuse",
    "fail",
    "refuse",
    "render_alert",
}
_ALERT = re.compile(r'role="alert"[^>]*>\{\{ translate\("([^"]+)"\)')


def of_agents() -> set[str]:
    """The templates of agents/: those of `UserFacingError`, and those for failures of libraries."""
    found = {text for call in _calls("agents", _AGENTS) for text in _first(call)}
    found |= {text for refusal in _calls("agents", {"ToolError"}) for text in _first(_phrase(refusal))}
    for node in ast.walk(ast.parse((ROOT / "agents/errors.py").read_text("utf-8"))):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "SENTENCES":
            found |= set(ast.literal_eval(node.value).values())
    return found


def untranslatable(room: str) -> list[str]:
    """Where a tool refuses in English alone."""
    return [ast.unparse(refusal) for refusal in _calls(room, {"ToolError"}) if _phrase(refusal) is None]


def of_chat() -> set[str]:
    """The sentences of chat/, in English."""
    arguments = [
        argument
        for call in _calls("chat", _CHAT)
        for argument in call.args + [keyword.value for keyword in call.keywords]
    ]
    texts = {text for argument in arguments for text in _texts(argument)}
    for template in (ROOT / "chat/http/templates").rglob("*.html"):
        texts |= set(_ALERT.findall(template.read_text("utf-8")))
    return {text for text in texts if " " in text and text.endswith(".")}


def _texts(node: ast.AST) -> Iterator[str]:
    """The whole texts in an expression; pieces of one that is put together do not count."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _calls(room: str, names: set[str]) -> Iterator[ast.Call]:
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                yield node


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _phrase(refusal: ast.Call) -> ast.Call | None:
    """The phrase with which a tool refuses, so that a person may read it on a page or as an answer."""
    given = refusal.args[0] if refusal.args else None
    return given if isinstance(given, ast.Call) and _name(given.func) == "TranslatableText" else None


def _first(call: ast.Call | None) -> Iterator[str]:
    if call and call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        yield call.args[0].value
