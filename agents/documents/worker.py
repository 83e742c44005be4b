"""The worker process that reads files, so that a hostile file harms no more than the worker."""

import base64
import json
from pathlib import Path
from typing import Any

from agents.user_messages import UserFacingError
from agents.workers.process import Handle, serve


def load() -> Handle:
    """Import the readers here, within the limits of the worker."""
    from agents.documents import pdf, picture, sniffing, text

    def read(path: Path, name: str, first: int, max_characters: int, language: str) -> dict[str, str]:
        with path.open("rb") as file:
            content = sniffing.without_preamble(file.read(sniffing.MAX_BYTES + 1))
        match sniffing.sniff(content):
            case "png" | "jpeg" as kind:
                shown = picture.read_picture(content, kind)
                return {"type": f"image/{shown.format}", "image": base64.b64encode(shown.content).decode()}
            case "pdf":
                part = pdf.read_pdf(content, first, max_characters)
                return {"type": "application/pdf", "pages": json.dumps(part.pages), "total": str(part.total)}
        decoded, encoding = text.decode(content, language)
        if name.endswith(".csv"):
            text.check_table(decoded)
        kinds = {".csv": "text/csv", ".md": "text/markdown", ".markdown": "text/markdown"}
        return {
            "type": kinds.get(Path(name).suffix, "text/plain"),
            "pages": json.dumps([decoded[: max_characters + 1]]),
            "total": "1",
            "assumed_encoding": encoding.label if encoding.assumed else "",
        }

    def handle(request: dict[str, Any]) -> dict[str, str]:
        try:
            name, first, language = request["name"].lower(), request["first"], request["language"]
            return read(Path(request["path"]), name, first, request["max_characters"], language)
        except UserFacingError as error:
            return {"refused": error.template, "code": error.code, "values": json.dumps(error.values)}

    return handle


if __name__ == "__main__":
    serve(load)
