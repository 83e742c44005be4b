"""Whether a budget holds and a cache is priced, where the environment names the server's history.

The trials are the server's own command, `python -m chat.budgets`: nothing else could show that its counting holds.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

from infra.doctor.check import Finding, Verdict

HISTORY = "HISTORY_URL"
COMMAND = (sys.executable, "-m", "chat.budgets")
_SECONDS = 300
_LINE = re.compile(r"(ok|to do|not asked) +(\S.*?) {2,}(\S.*)")


def find_budget(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Run the command if the environment names the history that the server counts in."""
    if not environment.get(HISTORY, "").strip():
        return
    try:
        ran = subprocess.run(
            COMMAND, env=dict(environment), capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        yield Finding("budget", Verdict.TO_DO, f"No answer within {_SECONDS} seconds: see whether the model answers.")
        return
    findings = [match for line in ran.stdout.splitlines() if (match := _LINE.fullmatch(line))]
    for verdict, name, sentence in (match.groups() for match in findings):
        yield Finding(name, Verdict(verdict), sentence)
    if not findings:
        reason = ran.stderr.strip().rpartition("\n")[2] or f"it ended with {ran.returncode}"
        yield Finding("budget", Verdict.TO_DO, f"`python -m chat.budgets` has shown nothing: {reason}")
