"""Prepares the folder that Chainlit serves its page from: our configuration, our looks, and no outside address."""

import json
import os
import re
import secrets
import shutil
from importlib.util import find_spec
from pathlib import Path

_HERE = Path(__file__).parent
_OUTSIDE = re.compile(r"\s*<link\b[^>]*\bhref=\"https://[^>]*>")
_KATEX = '<link rel="stylesheet" href="/public/katex/katex.min.css" />'
_PICKS = '<script src="/public/picks.js" defer></script>'


class PageError(Exception):
    """Chainlit's page is not as this version of ours expects it."""


def prepare(root: Path) -> None:
    """Fill `root` and point Chainlit at it. Must run before Chainlit is imported.

    Args:
        root: An empty, writable folder.

    Raises:
        PageError: If Chainlit's page is not where it was.
    """
    (root / ".chainlit").mkdir()
    shutil.copy(_HERE / "chainlit.toml", root / ".chainlit" / "config.toml")
    shutil.copy(_HERE.parent / "chainlit.md", root / "chainlit.md")
    (root / "public").symlink_to(_HERE / "public", target_is_directory=True)
    dist = _distribution()
    _name_steps_plainly(dist.parent.parent / "translations", root / ".chainlit" / "translations")
    (root / "build").mkdir()
    (root / "build" / "assets").symlink_to(dist / "assets", target_is_directory=True)
    (root / "build" / "index.html").write_text(local_page((dist / "index.html").read_text("utf-8")), "utf-8")
    os.environ.update(
        CHAINLIT_APP_ROOT=str(root),
        CHAINLIT_ENV_FILE=os.devnull,  # a .env file beside the process is not configuration of ours
        CHAINLIT_CUSTOM_AUTH="1",
        CHAINLIT_AUTH_SECRET=secrets.token_hex(32),  # signs the in-flight cookie; never leaves this process
    )


def local_page(html: str) -> str:
    """Take every outside address out of Chainlit's page, serve KaTeX's style ourselves, and add our script."""
    return _OUTSIDE.sub("", html).replace("<!-- CSS INJECTION", f"{_PICKS}\n    {_KATEX}\n    <!-- CSS INJECTION")


def _name_steps_plainly(source: Path, target: Path) -> None:
    """Take “Using” and “Used” from before the names of steps, which say it all in every language."""
    target.mkdir()
    for file in source.glob("*.json"):
        translation = json.loads(file.read_text("utf-8"))
        translation["chat"]["messages"]["status"] = {"using": "", "used": ""}
        (target / file.name).write_text(json.dumps(translation), "utf-8")


def _distribution() -> Path:
    spec = find_spec("chainlit")  # found, not imported: importing fixes the folder
    dist = Path(spec.origin).parent / "frontend" / "dist" if spec and spec.origin else None
    if dist is None or not (dist / "index.html").is_file():
        raise PageError("Chainlit's built page was not found.")
    return dist
