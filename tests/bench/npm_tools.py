"""Auditors that others wrote, from npm: installed into a folder of their own when they are first used."""

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "npm"
MODULES = FOLDER / "node_modules"


def missing(*programs: str) -> str:
    """Return why the tools cannot run here; empty if they can, after they were installed."""
    absent = [name for name in ("npm", *programs) if shutil.which(name) is None]
    if absent:
        return f"not measured: {', '.join(absent)} is not installed"
    if not (MODULES / ".package-lock.json").exists():
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"not measured: npm could not install its tools ({done.stderr.strip().splitlines()[-1:]})"
    return ""
