"""The structure of the repository: how long a file may be, relative imports, and what may not be committed.

Which room may import which is held by import-linter: the contracts stand in `pyproject.toml`.
"""

import ast
import re
import subprocess
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from tests.conftest import BROWSER, ON_FAKE_BEDROCK

ROOT = Path(__file__).parent.parent
MAX_LINES = 400
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".html", ".js", ".css", ""}
SOURCES = sorted(path for room in ("agents", "chat", "infra") for path in (ROOT / room).rglob("*.py"))
TOP_OF_CHAT = {"__init__", "__main__", "app", "server", "services", "settings"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_file_is_at_most_400_lines_long() -> None:
    assert [name(path) for path in SOURCES if len(path.read_text("utf-8").splitlines()) > MAX_LINES] == []


@cache
def relative_imports_and_owners() -> tuple[list[str], dict[str, list[str]]]:
    """Where an import is relative, and the files of each name of a class: of one reading of all sources."""
    relative, owners = [], defaultdict(list)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                relative.append(f"{name(path)}:{node.lineno}")
            elif isinstance(node, ast.ClassDef):
                owners[node.name.lstrip("_")].append(name(path))
    return relative, owners


def test_imports_are_absolute() -> None:
    relative, _ = relative_imports_and_owners()
    assert relative == []


def test_no_class_name_has_two_owners() -> None:
    _, owners = relative_imports_and_owners()
    assert {each: paths for each, paths in owners.items() if len(paths) > 1} == {}


def test_every_other_module_of_chat_is_in_a_room() -> None:
    assert {path.stem for path in (ROOT / "chat").glob("*.py")} == TOP_OF_CHAT


def test_nothing_of_this_machine_or_secret_is_committed() -> None:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    suspicious = ("/home/", "/root/", "BEGIN PRIVATE KEY", "BEGIN EC PRIVATE KEY", "AKIA")
    found = []
    for path in (ROOT / file for file in files.split("\0") if file):
        if path.is_file() and path.suffix in TEXT and path != Path(__file__):
            text = path.read_text("utf-8", "replace")
            found += [f"{name(path)}: {word}" for word in suspicious if word in text]
    assert found == []


def test_mypy_reads_what_is_imported_of_cdk_and_no_more() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["overrides"]
    (read,) = (set(one["module"]) for one in settings if one.get("follow_imports") == "normal")
    texts = [path.read_text("utf-8") for room in ("infra", "tests") for path in (ROOT / room).rglob("*.py")]
    lines = [line for text in texts for line in re.findall(r"^\s*(?:from|import) aws_cdk.*", text, re.MULTILINE)]
    services = {f"aws_cdk.{found[1]}" for line in lines if (found := re.search(r" import (aws_\w+)", line))}
    assert len(services) > 20
    assert [line for line in lines if re.search(r"aws_cdk\.|import aws_cdk|, aws_", line)] == []
    assert read == services | {"aws_cdk", "aws_cdk._jsii.*", "aws_cdk.interfaces.*"}


def test_a_browser_test_starts_one_of_two_clouds() -> None:
    """One worker runs all that use the cloud on a fake Bedrock, another all that use the usual one."""
    codes = {name(path): path.read_text("utf-8") for path in (ROOT / BROWSER).glob("test_*.py")}
    assert {path for path, code in codes.items() if "chat: Chat" in code} == set(ON_FAKE_BEDROCK)
    assert [path for path in ON_FAKE_BEDROCK if re.search("cloud: Cloud|(alice|bob)[a-z_]*: Page", codes[path])] == []
