"""Keeps each answer of a run as it comes, so that a run that was stopped or killed can go on: `make eval RESUME=1`."""

import hashlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_SOURCES = ("agents", "tests/eval")
_MADE = {"__pycache__", "accepted"}


def code_id() -> str:
    """Return what tells this code and these cases from others; answers of another code are no answers of this one."""
    digest = hashlib.sha256()
    for folder in _SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not _MADE & set(path.parts):
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


class Journal:
    """The answers so far, a line each, below a line that says of which run they are.

    Args:
        file: Where they are kept.
        run: What has to be the same for a run to go on, such as the model and the code.
        resume: Whether to go on; answers of another run are dropped.
    """

    def __init__(self, file: Path, run: dict[str, str], *, resume: bool) -> None:
        self._file = file
        head, *lines = _lines(file) if resume else [{}]
        self.answers: dict[tuple[str, str], dict[str, Any]] = {}
        if head == run:
            self.answers = {(line["suite"], line["id"]): line["answer"] for line in lines}
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = [{"suite": suite, "id": name, "answer": answer} for (suite, name), answer in self.answers.items()]
        file.write_text("".join(json.dumps(line) + "\n" for line in (run, *kept)), "utf-8")

    def add(self, suite: str, name: str, answer: dict[str, Any]) -> None:
        """Keep the answer of a case."""
        self.answers[suite, name] = answer
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"suite": suite, "id": name, "answer": answer}) + "\n")

    def remove(self) -> None:
        """Forget the answers: the run is complete."""
        self._file.unlink(missing_ok=True)


def _lines(file: Path) -> list[dict[str, Any]]:
    """Return the lines that were written whole; the last one of a killed run may not be."""
    lines = []
    try:
        for line in file.read_text("utf-8").splitlines():
            lines.append(json.loads(line))
    except (OSError, ValueError):
        pass
    return lines or [{}]
