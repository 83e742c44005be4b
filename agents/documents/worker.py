"""The process in which files are read: nothing that a file does to its reader reaches the server."""

import base64
import json
from pathlib import Path
from typing import Any

from agents.learner import LearnerError
from agents.tools.workers.process import Handle, serve

LONGEST_TEXT = 200_000


def load() -> Handle:
    """Import the readers."""
    from agents.documents import pdf, picture, sniffing, text

    def read(path: Path, name: str) -> dict[str, str]:
        with path.open("rb") as file:
            content = file.read(sniffing.LARGEST + 1)
        match sniffing.sniff(content):
            case "png" | "jpeg" as kind:
                shown = picture.read_picture(path, kind)
                return {"type": f"image/{shown.format}", "image": base64.b64encode(shown.content).decode()}
            case "pdf":
                pages = pdf.read_pdf(path, LONGEST_TEXT)
                return _text("application/pdf", pages.text, whole=pages.read == pages.total)
        said = text.decode(content)
        if name.endswith(".csv"):
            text.check_table(said)
            return _text("text/csv", said)
        return _text("text/markdown" if name.endswith((".md", ".markdown")) else "text/plain", said)

    def handle(request: dict[str, Any]) -> dict[str, str]:
        try:
            return read(Path(request["path"]), str(request["name"]).lower())
        except LearnerError as error:
            return {"refused": error.template, "code": error.code, "values": json.dumps(error.values)}

    return handle


def _text(media_type: str, text: str, *, whole: bool = True) -> dict[str, str]:
    if not text.strip():
        raise LearnerError("This file is empty; attach another one.", code="file_empty")
    whole = whole and len(text) <= LONGEST_TEXT
    return {"type": media_type, "text": text[:LONGEST_TEXT], "whole": "yes" if whole else ""}


if __name__ == "__main__":
    serve(load, longest_text=LONGEST_TEXT)
