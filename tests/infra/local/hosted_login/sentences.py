"""Every sentence of the hosted login."""

import ast
from functools import cache
from pathlib import Path

from infra.local.hosted_login.pages import TEMPLATES
from tests.support.templates import translated_in_templates

ROOT = Path(__file__).parents[4]


@cache
def sentences() -> frozenset[str]:
    """Return the sentences of its code and its templates."""
    calls = [
        node
        for path in (ROOT / "infra" / "local").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate"
    ]
    return frozenset({ast.literal_eval(call.args[0]) for call in calls} | set(translated_in_templates(TEMPLATES)))
