"""What the documents say is so: every setting, parameter and command is there, and works as told."""

import dataclasses
import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from agents.errors import SENTENCES
from agents.parameters import ParameterValues
from chat.observability import metrics
from chat.settings import Settings
from tests import sentences

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# Paths that a document tells the reader to create.
TO_CREATE = re.compile(r"music_assistant\.py|/fr\.json")


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def table_names(name: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)`", document(name), re.MULTILINE))


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_setting_is_documented_and_no_other() -> None:
    documented = {name for line in table_names("settings.md") for name in line.split(", ")}
    assert documented == {field.name.upper() for field in dataclasses.fields(Settings)}


def test_every_parameter_is_documented_and_no_other() -> None:
    values = {field.name for field in dataclasses.fields(ParameterValues)} - {"problems", "mcp_secrets"}
    assert table_names("parameters.md") == values


def test_every_metric_is_documented_with_its_unit_and_no_other() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `([A-Z]\w+)` \| (\w+) \|", text, re.MULTILINE)) == metrics.UNITS


def test_every_sentence_about_a_failure_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| (?!what happened|the file|---)[^|]+ \| ([^|]+) \|$", document("errors.md"), re.MULTILINE)
    assert sorted(rows) == sorted(sentences.of_agents() | sentences.of_chat())


def test_memory_and_files_are_refused_in_words_that_can_be_translated() -> None:
    """A model alone reads how a call of its tools is to look."""
    refusals = [*sentences.untranslatable("agents/memory"), *sentences.untranslatable("agents/documents")]
    assert [refusal for refusal in refusals if "The call takes" not in refusal] == []


def test_every_failure_of_others_has_its_code_in_the_document() -> None:
    for code, sentence in SENTENCES.items():
        assert f"(`{code}`) | {sentence} |" in document("errors.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_command_exists(document: Path) -> None:
    told = set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)", document.read_text("utf-8")))
    assert told <= makefile_targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_the_repository_exists(document: Path) -> None:
    named = re.findall(r"`((?:agents|chat|infra|tests|docs)/[\w./-]+)`", document.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists() and not TO_CREATE.search(path)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", document.read_text("utf-8")):
        assert target.startswith("https://") or (document.parent / target).exists(), target


def test_the_makefile_explains_each_command() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    declared = re.search(r"^\.PHONY: (.*)", text, re.MULTILINE)
    assert declared
    phony = set(declared[1].split())
    explained = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    assert phony == explained == makefile_targets()


def test_the_versions_that_were_tried_are_those_of_the_locks() -> None:
    locks = [ROOT / "tests" / folder / "package-lock.json" for folder in ("npm", "bench/npm")]
    packages = {
        name: found for lock in locks for name, found in json.loads(lock.read_text("utf-8"))["packages"].items()
    }
    rows = re.findall(r"^\| ([\w-]+) \((npm|PyPI)\)[^|]* \| ([^|]+) \|", document("compatibility.md"), re.MULTILINE)
    assert rows
    for name, registry, tried in rows:
        locked = packages[f"node_modules/{name}"]["version"] if registry == "npm" else version(name)
        assert tried == locked, name
