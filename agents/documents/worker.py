"""The process in which files are read: nothing that a file does to its reader reaches the server."""

import base64
import json
from pathlib import Path
from typing import Any

from agents.user_messages import UserFacingError
from agents.workers.process import Handle, serve


def load() -> Handle:
    """Import the readers."""
    from agents.documents import pdf, picture, sniffing, text

    def read(path: Path, name: str, first: int, longest: int) -> dict[str, str]:
        with path.open("rb") as file:
            content = file.read(sniffing.MAX_BYTES + 1)
        match sniffing.sniff(content):
            case "png" | "jpeg" as kind:
                shown = picture.read_picture(path, kind)
                return {"type": f"image/{shown.format}", "image": base64.b64encode(shown.content).decode()}
            case "pdf":
                part = pdf.read_pdf(path, first, longest)
                return {"type": "application/pdf", "pages": json.dumps(part.pages), "total": str(part.total)}
        said = text.decode(content)
        if name.endswith(".csv"):
            text.check_table(said)
        kinds = {".csv": "text/csv", ".md": "text/markdown", ".markdown": "text/markdown"}
        return {
            "type": kinds.get(Path(name).suffix, "text/plain"),
            "pages": json.dumps([said[: longest + 1]]),
            "total": "1",
        }

    def handle(request: dict[str, Any]) -> dict[str, str]:
        try:
            return read(Path(request["path"]), request["name"].lower(), request["first"], request["longest"])
        except UserFacingError as error:
            return {"refused": error.template, "code": error.code, "values": json.dumps(error.values)}

    return handle


if __name__ == "__main__":
    serve(load)
