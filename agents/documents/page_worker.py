"""The process in which PDFs are read: whatever is in one, it ends here."""

from io import BytesIO
from typing import Any

from agents.tools.refusal import ToolError
from agents.tools.workers.process import Handle, serve

_LONGEST_PAGE = 19_000  # characters; more than a printed page holds


def load() -> Handle:
    """Import the reader, and keep the file that was read last open for its next page."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    latest: dict[str, PdfReader] = {}

    def opened(path: str) -> PdfReader:
        if path not in latest:
            latest.clear()
            with open(path, "rb") as file:
                latest[path] = PdfReader(BytesIO(file.read()))
        return latest[path]

    def handle(request: dict[str, Any]) -> dict[str, str]:
        try:
            pdf = opened(request["path"])
            if pdf.is_encrypted and not pdf.decrypt(""):
                raise ToolError("The PDF is locked with a password; bring an unlocked one.")
            count = len(pdf.pages)
            text = pdf.pages[request["page"]].extract_text() if count else ""
        except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            raise ToolError("This PDF is damaged and cannot be read; save it again and try once more.") from None
        return {"pages": str(count), "text": text[:_LONGEST_PAGE]}

    return handle


if __name__ == "__main__":
    serve(load)
