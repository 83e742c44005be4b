from agents.embeddings.weights import find_minilm, find_package_file


def test_weights_of_minilm_are_found() -> None:
    folder = find_minilm()
    assert folder is not None
    assert (folder / "tokenizer.json").is_file()


def test_missing_package_or_file_is_none() -> None:
    assert find_package_file("no_such_package", "*") is None
    assert find_package_file("agents", "*.no-such-file") is None
