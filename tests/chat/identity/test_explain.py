"""The explainer names every check that fails and prints no claim; run as a process where that matters."""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chat.identity.__main__ import main
from tests.chat.identity import forgeries
from tests.support.alb import Alb, KeyEndpoint
from tests.support.server import environment


@pytest.fixture
def settings(tmp_path: Path, server_keys: KeyEndpoint) -> dict[str, str]:
    return environment(tmp_path, server_keys.url, 8501)


Explain = Callable[[str], tuple[int, str]]


@pytest.fixture
def explain(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    """The command without an interpreter of its own, which takes most of a second to start."""

    def run(text: str) -> tuple[int, str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["chat.identity", "explain"])
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        status = main()
        return status, "".join(capsys.readouterr())

    return run


def in_a_process(text: str, settings: dict[str, str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "chat.identity", "explain"]
    ended = subprocess.run(command, input=text, env=settings, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def failed(output: str) -> list[str]:
    return [line.split()[1] for line in output.splitlines() if line.startswith("FAILED")]


def test_valid_token_is_accepted(settings: dict[str, str], server_alb: Alb) -> None:
    status, output = in_a_process(server_alb.token() + "\n", settings)
    assert (status, failed(output)) == (0, [])
    assert output.endswith("This token is believed.\n")


def test_headers_are_read_too(explain: Explain, server_alb: Alb) -> None:
    text = "\n".join(f"{name}: {value}" for name, value in forgeries.sent(server_alb.token(), "bob-sub"))
    assert failed(explain(text)[1]) == ["identity"]


def test_every_failure_is_named_with_the_compared_values(explain: Explain, server_alb: Alb) -> None:
    past = int(time.time()) - 90
    token = server_alb.token(header={"signer": forgeries.OTHER_ARN, "exp": past}, iss="https://evil.example.com")
    status, output = explain(token)
    assert (status, failed(output)) == (1, ["signer", "expiry", "signed_issuer"])
    assert f"it says '{forgeries.OTHER_ARN}'" in output
    assert "s ago)" in output


def test_no_secret_is_printed(explain: Explain, server_alb: Alb) -> None:
    token = server_alb.token(name="A. Private", email="private@example.com", iss="x")
    output = explain(token)[1]
    for secret in (token.split(".")[1][:20], token.split(".")[2][:20], "Private", "private@example.com", "alice-sub"):
        assert secret not in output


NO_BYTES_OF_A_TOKEN = "\x00\xff" * 50


@pytest.mark.parametrize("text", ["", "\n", "nonsense", "a.b.c", "Cookie: x", NO_BYTES_OF_A_TOKEN])
def test_text_that_is_no_token_is_one_failure(text: str, explain: Explain) -> None:
    status, output = explain(text)
    assert (status, failed(output)) == (1, ["present"])


def test_input_of_a_process_may_be_anything(settings: dict[str, str]) -> None:
    status, output = in_a_process(NO_BYTES_OF_A_TOKEN, settings)
    assert (status, failed(output)) == (1, ["present"])


def test_missing_settings_are_one_sentence() -> None:
    status, output = in_a_process("x", {})
    assert status == 2
    assert output == "Cannot explain: ALB_ARN is missing; docs/settings.md says what it holds.\n"
