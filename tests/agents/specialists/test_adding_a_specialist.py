"""The steps of docs/specialists.md, carried out in a copy of agents/."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

CHECK = """
from agents.embeddings import weights
from agents.embeddings.minilm import Embeddings
from agents.demo_model.router import Router
from agents.specialists import SPECIALISTS

specs = [{"name": one.name, "description": one.description, "inputSchema": {"json": {}}} for one in SPECIALISTS]
router = Router(Embeddings(weights.find_minilm()).embed)
print(len(SPECIALISTS), router.choose("How do I play a G major chord on the guitar?", specs))
print(router.choose("Solve x^2 = 4", specs))
"""


def test_the_guide_adds_a_specialist(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "specialists.md").read_text("utf-8")
    record, import_line, list_line = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    (file,) = re.findall(r"here as `(agents/specialists/\w+\.py)`", guide)
    shutil.copytree(ROOT / "agents", tmp_path / "agents", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / file).write_text(record, "utf-8")
    listing = tmp_path / "agents" / "specialists" / "__init__.py"
    docstring, code = listing.read_text("utf-8").split("\n\n", 1)
    code = re.sub(r"^SPECIALISTS: .*\n", list_line, code, flags=re.MULTILINE)
    listing.write_text(f"{docstring}\n\n{import_line}{code}", "utf-8")

    command = [sys.executable, "-c", CHECK]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["7", "music_assistant", "math_assistant"]
