"""`make image` takes the first engine that answers, and says what is missing when none does."""

from pathlib import Path

import pytest

from infra import image


@pytest.fixture
def engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(folder: Path, engine: str, answers: bool) -> None:
    program = folder / engine
    program.write_text(f"#!/bin/sh\n[ $1 = info ] && exit {0 if answers else 1}\n")
    program.chmod(0o755)


def test_a_client_without_its_daemon_is_passed_over(engines: Path) -> None:
    install(engines, "docker", answers=False)
    install(engines, "finch", answers=True)
    install(engines, "buildah", answers=True)
    assert image.find_engine() == "finch"


def test_an_engine_that_is_not_running_is_named(engines: Path) -> None:
    install(engines, "podman", answers=False)
    with pytest.raises(image.NoEngineError, match="podman is installed but does not answer; start it"):
        image.find_engine()


def test_without_any_it_says_what_to_install(engines: Path) -> None:
    with pytest.raises(image.NoEngineError, match="install Docker, Podman, Finch or buildah"):
        image.find_engine()


def test_what_was_asked_for_reaches_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/certificates.pem")
    command = image.build_command("podman", "mine", "debian-with-python", "linux/arm64")
    assert command == [
        *("podman", "build", "--tag", "mine", "--format", "docker", "--build-arg", "BASE_IMAGE=debian-with-python"),
        *("--platform", "linux/arm64", "--secret", "id=certificates,src=/certificates.pem", "."),
    ]


def test_docker_needs_no_word_about_its_own_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert image.build_command("docker", "mine") == ["docker", "build", "--tag", "mine", "."]
