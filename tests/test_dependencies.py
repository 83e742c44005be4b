"""Every package that is imported is declared in pyproject.toml, and pinned where its private parts are used."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("agents", "chat", "infra", "tests")
# Not installed by default: `make train-loan` adds it.
OPTIONAL = {"sklearn": ["scikit-learn"]}
# The distribution that holds the module is chosen by the one that is declared.
# What a script imports that runs in an environment of its own.
ELSEWHERE = {"tests/bench/school_questions.py"}
HELD_BY = {"pydantic_monty": ["pydantic-monty"]}
# What the adapters replace, wrap or read without a documented interface, and what these lean on.
PINNED = {
    "aiohttp",
    "babel",
    "boto3",
    "botocore",
    "chainlit",
    "cryptography",
    "fastapi",
    "lark",
    "pydantic",
    "python-engineio",
    "python-socketio",
    "starlette",
    "strands-agents",
    "uvicorn",
    "wsproto",
}


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(*, server_only: bool = False) -> dict[str, str]:
    """Return the declared distributions: name and version specifier."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [*declared["project"]["dependencies"]]
    if not server_only:
        lines += [line for group in declared["dependency-groups"].values() for line in group]
    found = [re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?(.*)", line) for line in lines]
    return {normalized(match[1]): match[2] for match in found if match}


def imported(*rooms: str) -> dict[str, str]:
    """Return the imported packages that are not ours: name and one of the files."""
    found: dict[str, str] = {}
    for path in (path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))):
        if path.relative_to(ROOT).as_posix() not in ELSEWHERE:
            for name in imported_by(path):
                found.setdefault(name, path.relative_to(ROOT).as_posix())
    return found


@cache
def imported_by(path: Path) -> set[str]:
    """Return the packages that a file imports."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return {module.split(".")[0] for module in modules} - sys.stdlib_module_names - {*ROOMS}


def undeclared(packages: dict[str, str], declared: dict[str, str]) -> list[str]:
    held_by = {**packages_distributions(), **OPTIONAL, **HELD_BY}
    return [
        f"{package} ({path})"
        for package, path in sorted(packages.items())
        if not any(normalized(name) in declared for name in held_by.get(package, ()))
    ]


def test_every_imported_package_is_declared() -> None:
    packages = imported(*ROOMS)
    assert {"chainlit", "socketio", "botocore"} <= set(packages)
    assert undeclared(packages, requirements()) == []


def test_package_imported_by_the_chat_room_is_in_the_server_image() -> None:
    assert undeclared(imported("chat"), requirements(server_only=True)) == []


def test_package_of_no_declaration_is_found() -> None:
    assert undeclared({"yaml": "x.py", "no_such_package": "y.py"}, {"pyyaml": ""}) == ["no_such_package (y.py)"]


def test_packages_whose_private_parts_are_used_are_pinned() -> None:
    declared = requirements(server_only=True)
    assert [name for name in sorted(PINNED) if not declared.get(name, "").startswith("==")] == []
