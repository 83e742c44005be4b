import pytest

from agents.demo_model import weights
from agents.demo_model.runtime import DemoRuntime


def test_weights_of_the_language_model_are_found() -> None:
    path = weights.find_smollm2()
    assert path is not None
    assert path.suffix == ".gguf"


def test_embedded_model_is_installed_only_with_its_embeddings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert DemoRuntime().installed
    monkeypatch.setattr("agents.embeddings.weights.find_minilm", lambda: None)
    assert not DemoRuntime().installed
