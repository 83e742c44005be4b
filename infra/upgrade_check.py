"""`python -m infra.upgrade_check`: which guard tests hold with the newest releases of the guarded packages.

Installs them into an environment of its own, `.data/upgrade-check`, without our pins, and runs only the guard tests
there. `.venv` and `uv.lock` stay as they are.
"""

import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".data" / "upgrade-check"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = Path(sys.executable).with_name("uv")

# Packages whose private parts are used, and what they lean on; docs/upgrading.md says where.
GUARDED = (
    "chainlit",
    "python-socketio",
    "python-engineio",
    "uvicorn",
    "wsproto",
    "starlette",
    "fastapi",
    "lark",
    "babel",
    "pydantic",
    "strands-agents",
    "aiohttp",
    "botocore",
    "boto3",
)
# What the guard tests themselves need.
_TOOLS = ("hypothesis", "moto", "numpy", "pytest", "pytest-asyncio", "pytest-timeout", "pytest-xdist")


class UpgradeCheckError(Exception):
    """The check could not be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    package: str
    pinned: str
    newest: str
    verdict: str


def main() -> int:
    """Make the check; the status is 0 when every guard holds, 1 when one does not, 2 when it could not be made."""
    try:
        declared = read_requirements((ROOT / "pyproject.toml").read_text("utf-8"))
        install(declared)
        versions = read_versions()
        ran, failures = read_report(run_guards())
    except UpgradeCheckError as reason:
        print(f"Cannot check: {reason}", file=sys.stderr)
        return 2
    print(format_table(make_rows(declared, versions, failures)))
    print(f"\n{ran} guards ran, {len(failures)} did not hold.")
    for failure in failures:
        print(f"- {failure}")
    return 1 if failures else 0


def read_requirements(pyproject: str) -> dict[str, str]:
    """Return the requirements of the server and of the guard tests, by package."""
    declared = tomllib.loads(pyproject)
    lines = declared["project"]["dependencies"] + [
        line for group in declared["dependency-groups"].values() for line in group if _name(line) in _TOOLS
    ]
    return {_name(line): line for line in lines}


def install(declared: dict[str, str]) -> None:
    """Make the environment: guarded packages in their newest release, the others as declared.

    Raises:
        UpgradeCheckError: If that fails.
    """
    # Not below our pins: for the newest release of one package, the resolver would take another's from years ago.
    wanted = [line.replace("==", ">=") if name in GUARDED else line for name, line in declared.items()]
    _run([str(UV), "venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT)])
    _run([str(UV), "pip", "install", "--quiet", "--upgrade", "--python", str(PYTHON), *wanted])


def read_versions() -> dict[str, str]:
    """Return the version of each package in the environment."""
    lines = _run([str(UV), "pip", "freeze", "--quiet", "--python", str(PYTHON)]).splitlines()
    return dict(line.split("==", 1) for line in lines if "==" in line)


def run_guards() -> str:
    """Run the guard tests in the environment, and return their JUnit report.

    Raises:
        UpgradeCheckError: If pytest could not run them.
    """
    files = [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if "mark.guard" in path.read_text("utf-8")]
    report = ENVIRONMENT / "report.xml"
    command = [str(PYTHON), "-m", "pytest", "-q", "-m", "guard", "-W", "ignore", "-p", "no:cacheprovider"]
    command += [f"--junitxml={report}", *map(str, files)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not report.is_file():
        raise UpgradeCheckError(f"pytest ended with {ended.returncode}: {ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return report.read_text("utf-8")


def read_report(report: str) -> tuple[int, list[str]]:
    """Return how many guards ran, and a sentence for each that failed."""
    cases = list(ElementTree.fromstring(report).iter("testcase"))  # noqa: S314  (written by our own pytest)
    failures = []
    for case in cases:
        for failed in [*case.iter("failure"), *case.iter("error")]:
            sentence = (failed.get("message") or "failed").splitlines()[0].removeprefix("Failed: ")
            if " no longer has " not in sentence:
                sentence = f"{case.get('classname')}.{case.get('name')}: {sentence}"
            failures.append(sentence)
    return len(cases), failures


def make_rows(declared: dict[str, str], versions: dict[str, str], failures: list[str]) -> list[Row]:
    """Return one row for each guarded package: a failure belongs to the package that its sentence begins with."""
    rows = []
    for name in GUARDED:
        failed = sum(failure.startswith(f"{name} ") for failure in failures)
        pinned = declared[name].partition("==")[2] or "-"
        rows.append(Row(name, pinned, versions.get(name, "-"), f"{failed} do not hold" if failed else "hold"))
    return rows


def format_table(rows: list[Row]) -> str:
    """Return the rows in columns, with a heading."""
    lines = [("package", "pinned", "newest", "guards"), *((r.package, r.pinned, r.newest, r.verdict) for r in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower()


def _run(command: list[str]) -> str:
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise UpgradeCheckError(
            f"{' '.join(command[:4])} ended with {ended.returncode}: {ended.stderr.strip()[-2000:]}"
        )
    return ended.stdout


if __name__ == "__main__":
    sys.exit(main())
