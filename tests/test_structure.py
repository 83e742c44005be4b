"""The plan of the house, held by a test: which way imports run, and how long a file may get."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAX_LENGTH = 400
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".html", ".js", ".css", ""}

# Who may import whom; the standard library and other packages are not meant here.
FORBIDDEN = {
    "agents": {"chat", "infra", "tests", "chainlit", "starlette", "fastapi"},
    "chat": {"infra", "tests"},
    "infra": {"agents", "chat", "tests"},
}
SOURCES = sorted(path for room in FORBIDDEN for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide who imports whom"
            yield node.module or ""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    crossed = {module for module in imported(path) if module.split(".")[0] in FORBIDDEN[room]}
    assert not crossed


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_holds_one_noun(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LENGTH


def test_only_tests_and_itself_know_the_local_cloud() -> None:
    outside = [path for path in SOURCES if "infra/local" not in path.as_posix()]
    assert outside
    assert not [name(path) for path in outside for module in imported(path) if module.startswith("infra.local")]


def test_nothing_of_this_machine_or_secret_is_committed() -> None:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    suspicious = ("/home/", "/root/", "BEGIN PRIVATE KEY", "BEGIN EC PRIVATE KEY", "AKIA")
    guilty = []
    for path in (ROOT / file for file in files.split("\0") if file):
        if path.is_file() and path.suffix in TEXT and path != Path(__file__):
            text = path.read_text("utf-8", "replace")
            guilty += [f"{name(path)}: {word}" for word in suspicious if word in text]
    assert not guilty
