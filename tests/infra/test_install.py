"""The installer needs a bare Python, mends what is half made, and says in one sentence what it cannot mend."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra import install

ROOT = Path(__file__).parent.parent.parent
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:1", "PIP_RETRIES": "0", "UV_INDEX_URL": "http://127.0.0.1:1"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the installer needs of the repository, and an environment that was made by half."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "infra").mkdir()
    for name in ("pyproject.toml", "uv.lock", "infra/install.py"):
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    return folder


@pytest.fixture(scope="module")
def installed(checkout: Path) -> "subprocess.CompletedProcess[str]":
    """The installer's run without a network; it spends seconds on an environment with pip."""
    return subprocess.run(
        [sys.executable, str(checkout / "infra" / "install.py")],
        env={"PATH": os.environ["PATH"], "HOME": str(checkout), **NOWHERE},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_network_it_says_so(installed: "subprocess.CompletedProcess[str]") -> None:
    assert installed.returncode == 1
    assert installed.stderr.splitlines()[-1] == (
        "Cannot install: the package index cannot be reached; check the network and run the command again."
    )


@pytest.mark.usefixtures("installed")
def test_a_half_made_environment_is_made_again(checkout: Path) -> None:
    version = subprocess.run([checkout / ".venv" / "bin" / "python", "--version"], capture_output=True, check=False)
    assert version.returncode == 0


def test_an_old_python_looks_for_a_newer_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(install, "OLDEST", (4, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(install.InstallError, match="is needed; install it, or name it with `make PYTHON="):
        install.use_new_enough_python()


def test_no_browser_and_no_right_to_install_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(install.InstallError, match="sudo apt install chromium"):
        install.install_browser()


def test_the_clients_from_npm_are_fetched_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(install, "NPM_TESTS", tmp_path)
    monkeypatch.setattr(install, "PYTHON", "false")
    (tmp_path / "package-lock.json").touch()
    with pytest.raises(install.InstallError, match="npm cannot be reached"):
        install.install_npm_tests()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / ".package-lock.json").touch()
    install.install_npm_tests()


def test_it_can_be_read_by_an_old_python() -> None:
    """So that the old Python can at least say that it is too old."""
    compile((ROOT / "infra" / "install.py").read_text("utf-8"), "install.py", "exec")
    assert "from __future__" not in (ROOT / "infra" / "install.py").read_text("utf-8")


def test_the_lock_names_the_installer_itself() -> None:
    assert install.uv_version()[0].isdigit()
