"""The worker process that checks text, with the offline grammar checker Harper and our own rules, and forms plurals."""

from agents.tools.proofreading.frequency import frequencies
from agents.tools.proofreading.marks import encode_marks
from agents.tools.proofreading.plurals import plural
from agents.tools.proofreading.report import report
from agents.workers.process import Handle, serve


def load() -> Handle:
    """Build the checker here, because it takes a second and 250 MB."""
    from agents.tools.proofreading.checker import Checker

    checker = Checker()

    def handle(request: dict[str, str]) -> dict[str, str]:
        if "noun" in request:
            text, confirmed = plural(request["noun"], frequencies())
            return {"text": text, "confirmed": confirmed}
        checked = checker.check(request["text"])
        if request.get("marks"):
            return {"marks": encode_marks(request["text"], checked)}
        return {"text": report(request["text"], checked)}

    return handle


if __name__ == "__main__":
    serve(load)
