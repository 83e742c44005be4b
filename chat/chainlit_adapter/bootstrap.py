"""Prepares the folder that Chainlit serves its page from: our configuration, styles and translations.

Chainlit 2.12 reads its folder, its `config.toml` and `CHAINLIT_CUSTOM_AUTH` when it is imported, so this runs first.
Its built page (`frontend/dist/index.html`) loads fonts and KaTeX from other hosts; the copy made here loads nothing
from outside. `CHAINLIT_CUSTOM_AUTH` makes Chainlit require the cookie that the gate adds to each request.

What is in the folder is stored in `__pycache__`: to search and compress a script of 4.6 MB takes as long as half of the
imports. It is made again, and refused if it has lost a marker, when a file that it is made from changes.
"""

import gzip
import json
import marshal
import os
import re
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from agents import compile_cache
from chat.http import page_markers
from chat.http.page_markers import PageError, replace_marker
from chat.i18n.language import LANGUAGES

Tree = dict[str, Any]

_HERE = Path(__file__).parent
_CHAT = _HERE.parent
PUBLIC = _CHAT / "http" / "public"
_LANGUAGES = _CHAT / "i18n" / "languages" / "chainlit"
_WELCOME = _CHAT.parent / "chainlit.md"
_STORED = _HERE / "__pycache__" / f"page.{sys.implementation.cache_tag}.marshal"
_TRANSLATIONS, _ASSETS = ".chainlit/translations", "build/assets"  # in the folder
_GZIP_LEVEL = 6  # level 9 takes three times as long, and saves half a percent
# Chainlit's names of our languages, where they differ.
_SHIPPED = {"ar": "ar-SA", "de": "de-DE", "en": "en-US", "fr": "fr-FR", "pt": "pt-PT"}

_OUTSIDE = re.compile(r"\s*<link\b[^>]*\bhref=\"https://[^>]*>")
_STYLE_PLACE, _SCRIPT_PLACE = "<!-- CSS INJECTION PLACEHOLDER -->", "<!-- JS INJECTION PLACEHOLDER -->"
_FONT = "/public/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
_EARLY = f"""<link rel="preload" href="{_FONT}" as="font" type="font/woff2" crossorigin>
    <link rel="stylesheet" href="/public/look.css">
    <link rel="stylesheet" href="/public/dark.css">
    <script src="/public/appearance.js"></script>
    <script src="/public/socket.js"></script>
    <script src="/public/address.js"></script>
    {_SCRIPT_PLACE}
    <script src="/public/markdown_blocks.js"></script>
    <script src="/public/earlier.js" defer></script>
    <script src="/public/versions.js" defer></script>
    <script src="/public/mode_pickers.js" defer></script>
    <script src="/public/pdf_page.js" defer></script>
    <script src="/public/reading.js" defer></script>
    <script src="/public/due.js" defer></script>
    <script src="/public/share.js" defer></script>
    <script src="/public/labels.js" defer></script>
    <script src="/public/direction.js" defer></script>"""
# A browser paints nothing until the styles in the head are loaded; those of code and mathematics come later.
_LATE = """<link rel="stylesheet" href="/public/code.css">
    <link rel="stylesheet" href="/public/messages.css">
    <link rel="stylesheet" href="/public/direction.css">
    <link rel="stylesheet" href="/public/reading.css">
    <link rel="stylesheet" href="/public/katex/katex.min.css">"""


def prepare(root: Path) -> None:
    """Fill `root` and point Chainlit at it. Must run before Chainlit is imported.

    Args:
        root: An empty, writable folder.

    Raises:
        PageError: If Chainlit's page is not found, or is of another form.
    """
    for folder in (".chainlit", _TRANSLATIONS, "build", _ASSETS):
        (root / folder).mkdir()
    (root / "public").symlink_to(PUBLIC, target_is_directory=True)
    for name, content in _load_files().items():
        (root / name).write_bytes(content)
    os.environ.update(
        CHAINLIT_APP_ROOT=str(root),
        CHAINLIT_ENV_FILE=os.devnull,  # a .env file in the working directory is not configuration
        CHAINLIT_CUSTOM_AUTH="1",
        CHAINLIT_AUTH_SECRET=secrets.token_hex(32),  # signs the in-flight cookie; never leaves this process
    )


def _load_files() -> dict[str, bytes]:
    """Return the files of the folder: those that an earlier start has stored, or made and stored."""
    dist = distribution()
    shipped = dist.parent.parent / "translations"
    made_from = (
        *(dist / "index.html", _WELCOME, _HERE / "chainlit.toml"),
        *(Path(__file__), _HERE / "page_bundle.py", Path(page_markers.__file__)),
        *(file for folder in (shipped, _LANGUAGES) for file in sorted(folder.iterdir())),
    )
    # The build of Chainlit puts a hash of each script into its name. An image changes the times of files.
    scripts = sorted((script.name, script.stat().st_size) for script in (dist / "assets").glob("*.js"))
    names = repr(([file.name for file in made_from], scripts)).encode()
    key = compile_cache.key_of(names, *(file.read_bytes() for file in made_from))
    if stored := compile_cache.read_stored(_STORED, key):
        files: dict[str, bytes] = marshal.loads(stored)  # noqa: S302 - trusted as compiled modules are
        return files
    files = _make_files(dist, shipped)
    compile_cache.store(_STORED, key, marshal.dumps(files))
    return files


def _make_files(dist: Path, shipped: Path) -> dict[str, bytes]:
    from chat.chainlit_adapter.page_bundle import change_bundle  # its patterns take as long as all stored files

    page, scripts = change_bundle((dist / "index.html").read_text("utf-8"), dist / "assets")
    files = {
        ".chainlit/config.toml": (_HERE / "chainlit.toml").read_bytes(),
        "chainlit.md": _WELCOME.read_bytes(),
        "build/index.html": local_page(page).encode(),
    }
    files |= {f"chainlit_{file.name}": file.read_bytes() for file in _LANGUAGES.glob("*.md")}
    # All that Chainlit has: those that it misses it would write, which takes its import 40 ms.
    files |= {f"{_TRANSLATIONS}/{file.name}": file.read_bytes() for file in shipped.glob("*.json")}
    for language in LANGUAGES:
        texts = json.dumps(translation(shipped, language), ensure_ascii=False)
        files[f"{_TRANSLATIONS}/{language}.json"] = texts.encode()
    for name, code in scripts.items():
        files[f"{_ASSETS}/{name}.gz"] = gzip.compress(code, _GZIP_LEVEL, mtime=0)
    return files


def local_page(html: str) -> str:
    """Return Chainlit's page without outside addresses, and with our own styles and scripts.

    Raises:
        PageError: If a marker where something is put is missing, or an outside address is left.
    """
    page = _OUTSIDE.sub("", html)
    page = replace_marker(page, _STYLE_PLACE, "")
    page = replace_marker(page, _SCRIPT_PLACE, _EARLY)
    page = replace_marker(page, "</head>", f"  {_STYLE_PLACE}\n  </head>")
    page = replace_marker(page, "</body>", f"  {_LATE}\n  </body>")
    if "https://" in page:
        raise PageError("Chainlit's page loads something from outside in a new way; see docs/upgrading.md.")
    return page


def translation(shipped: Path, language: str) -> Tree:
    """Return the texts of Chainlit's page in a language: Chainlit's own, with ours in place of some.

    Args:
        shipped: Chainlit's folder of translations.
        language: One of `LANGUAGES`.
    """
    theirs = json.loads((shipped / f"{_SHIPPED.get(language, language)}.json").read_text("utf-8"))
    ours = json.loads((_LANGUAGES / f"{language}.json").read_text("utf-8"))
    return _merge(theirs, ours)


def asset_folders() -> list[Path]:
    """Return where the files below `/assets/` are: those that `prepare` has changed, then Chainlit's own."""
    return [Path(os.environ["CHAINLIT_APP_ROOT"]) / "build" / "assets", distribution() / "assets"]


def distribution() -> Path:
    """Return the folder of Chainlit's built page.

    Raises:
        PageError: If it is not found.
    """
    spec = find_spec("chainlit")  # not imported: the import reads the folder
    dist = Path(spec.origin).parent / "frontend" / "dist" if spec and spec.origin else None
    if dist is None or not (dist / "index.html").is_file():
        raise PageError("Chainlit's built page was not found.")
    return dist


def _merge(below: Tree, above: Tree) -> Tree:
    merged = dict(below)
    for name, value in above.items():
        under = below.get(name)
        merged[name] = _merge(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged
