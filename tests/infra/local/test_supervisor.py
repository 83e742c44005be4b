"""`python -m infra.local` as a person at a terminal meets it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import queue
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import boto3
import pytest

from infra.local.errors import StartError
from infra.local.ports import Ports, require_free
from infra.local.process import ChatProcess
from tests.infra.local.people import PASSWORD, browser, sign_in
from tests.infra.local.running import UPSTREAM, free_ports, running_cloud
from tests.support.waiting import PATIENCE, wait_until


class Terminal:
    """A run of the supervisor, and what it has printed."""

    def __init__(self, data: Path, ports: Ports, *command: str, **environment: str) -> None:
        self.ports = ports
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.local", *(command or UPSTREAM)],
            env=kept | {"PORT": str(ports.edge), "DATA_DIR": str(data), "HOME": str(data.parent)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.printed = ""
        Thread(target=self._read, daemon=True).start()

    def wait_for(self, words: str) -> str:
        """Reads on until a line holds the words."""
        while True:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"ended without {words!r}:\n{self.printed}"
            self.printed += line
            if words in line:
                return line

    def wait_for_end(self) -> int:
        """The exit code; everything printed is in `printed` then."""
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            self.printed += line
        return self.process.wait(PATIENCE)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)


@contextlib.contextmanager
def terminal(data: Path, ports: Ports | None = None, *command: str, **environment: str) -> Iterator[Terminal]:
    running = Terminal(data, ports or free_ports(), *command, **environment)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
        running.process.wait(PATIENCE)
        assert running.process.stdout is not None
        running.process.stdout.close()


def wait_until_healthy(ports: Ports) -> None:
    wait_until(lambda: answers(ports), lambda: "the chat server does not answer")


def answers(ports: Ports) -> bool:
    try:
        with urlopen(f"{ports.chat_url}/health") as response:
            assert response.status == 200
            return True
    except OSError:
        return False


def is_free(port: int) -> bool:
    try:
        require_free(port)
    except StartError:
        return False
    return True


def identity(ports: Ports, username: str, password: str) -> str:
    """Whom the chat server takes a person for, who signs in with a browser."""

    async def visit() -> str:
        async with browser() as http:
            page = await sign_in(http, ports.public_url, username, password)
            return str(dict(json.loads(page.html)["headers"])["x-amzn-oidc-identity"])

    return asyncio.run(visit())


def run_printed(command: str) -> str:
    """The output of a printed command on a machine that has other things configured."""
    elsewhere = {"AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "mine", "AWS_SECRET_ACCESS_KEY": "mine"}
    done = subprocess.run(
        ["bash", "-c", command], env=os.environ | elsewhere, capture_output=True, text=True, check=True
    )
    return done.stdout


def parameters(ports: Ports) -> Any:
    """A client of the parameters, in a tenth of the time that the `aws` command takes to start."""
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    return boto3.client("ssm", "us-east-1", endpoint_url=ports.aws_url, **keys)


def put_parameter(ports: Ports) -> None:
    parameters(ports).put_parameter(Name="/mine/x", Value="kept", Type="String")


def get_parameter(ports: Ports) -> str:
    return str(parameters(ports).get_parameter(Name="/mine/x")["Parameter"]["Value"])


def test_a_person_signs_in_stops_and_comes_back(tmp_path: Path) -> None:
    data, ports = tmp_path / "data", free_ports()
    with terminal(data, ports) as run:
        run.wait_for("Ctrl-C")
        assert f"Teacher's Assistant is ready: http://localhost:{ports.edge}\n" in run.printed
        temporary = dict(re.findall(r"^user: (\w+)  temporary password: (\S+)$", run.printed, re.MULTILINE))
        assert set(temporary) == {"alice", "bob"}
        assert "embedded demonstration model (no AWS credentials were found)" in run.printed
        alice = identity(ports, "alice", temporary["alice"])
        reading, writing = re.findall(r"AWS_CONFIG_FILE=.*", run.printed)
        listed = run_printed(writing + " && " + reading)
        assert "/teachers_assistant/dev/default_model_id" in listed
        assert '"Value": "http://127.0.0.1:11434/v1"' in listed  # version 1 of the CLI would store what it finds there
        put_parameter(ports)
        run.process.send_signal(signal.SIGINT)
        assert run.wait_for_end() == 0
        assert "Stopped." in run.printed
    for port in (ports.edge, ports.login, ports.aws, ports.chat, ports.keys):
        require_free(port)

    with terminal(data, ports) as run:
        run.wait_for("Ctrl-C")
        assert "user: alice  password: the one this user has set\n" in run.printed
        assert f"user: bob  temporary password: {temporary['bob']}\n" in run.printed
        assert identity(ports, "alice", PASSWORD) == alice
        assert get_parameter(ports) == "kept"

        with terminal(data) as second:
            assert second.wait_for_end() == 1
            expected = f"already running at http://localhost:{ports.edge} (process {run.process.pid})"
            assert expected in second.printed
        with terminal(tmp_path / "other", ports) as third:
            assert third.wait_for_end() == 1
            assert f"Port {ports.edge} is in use; choose another: PORT=9000 make run" in third.printed


@pytest.fixture(scope="module")
def after_a_kill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A run on the data of one that was killed a moment after a change."""
    data, ports = tmp_path_factory.mktemp("killed") / "data", free_ports()
    with terminal(data, ports) as run:
        run.wait_for("Ctrl-C")
        put_parameter(ports)
        wait_until(lambda: "/mine/x" in (data / "aws.json").read_text())
        run.process.kill()
        run.process.wait(PATIENCE)
    wait_until(lambda: is_free(ports.chat), lambda: "the chat server is still there")
    with terminal(data, ports) as run:
        run.wait_for("Ctrl-C")
        yield run


def test_a_killed_supervisor_leaves_no_chat_server_and_loses_at_most_a_second(after_a_kill: Terminal) -> None:
    assert get_parameter(after_a_kill.ports) == "kept"


def test_a_chat_server_that_ends_is_started_again(after_a_kill: Terminal) -> None:
    with pytest.raises(OSError):  # noqa: PT011  # however the connection breaks
        urlopen(f"{after_a_kill.ports.chat_url}/end")
    assert "(exit code 137) and is being started again" in after_a_kill.wait_for("The chat server ended")
    wait_until_healthy(after_a_kill.ports)


async def test_a_chat_server_that_keeps_ending_is_given_up(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "print('last words')")
    process = ChatProcess(command, os.environ, tmp_path / "chat.log", "http://127.0.0.1:1")
    told: list[str] = []
    await process.start()
    with pytest.raises(StartError, match=r"(?s)The chat server keeps ending.*  last words"):
        await process.keep_running(told.append)
    assert len(told) == 5


def test_a_chat_server_that_cannot_start_is_quoted(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "raise SystemExit('COGNITO_DOMAIN is missing')")
    with terminal(tmp_path / "data", None, *command) as run:
        assert run.wait_for_end() == 1
        assert "The chat server could not start. The last lines of" in run.printed
        assert "  COGNITO_DOMAIN is missing\n" in run.printed
        assert "Traceback" not in run.printed


def test_a_second_interrupt_does_not_wait(tmp_path: Path) -> None:
    with terminal(tmp_path / "data", None, *UPSTREAM, "--stubborn") as run:
        run.wait_for("Ctrl-C")
        run.process.send_signal(signal.SIGINT)
        run.wait_for("Stopping")
        run.process.send_signal(signal.SIGINT)
        assert run.wait_for_end() == 0
        require_free(run.ports.chat)


@pytest.mark.parametrize(
    ("data", "environment", "sentence"),
    [
        ("data", {"PORT": "http"}, "PORT is 'http', not a whole number"),
        ("file/data", {}, "cannot be used (Not a directory); make room or rights for it"),
        ("data", {"AWS_PROFILE": "missing"}, "Your AWS credentials cannot be used"),
    ],
)
def test_a_start_that_cannot_be_is_one_sentence(
    tmp_path: Path, data: str, environment: dict[str, str], sentence: str
) -> None:
    (tmp_path / "file").touch()
    with terminal(tmp_path / data, None, **environment) as run:
        assert run.wait_for_end() == 1
        assert sentence in run.printed
        assert "Traceback" not in run.printed


def test_a_half_finished_installation_is_one_sentence() -> None:
    program = (
        "import runpy, sys; sys.modules['moto'] = None; sys.argv = ['x']; "
        "runpy.run_module('infra.local', run_name='__main__')"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr == "The installation lacks moto: delete .venv and run again.\n"


def test_the_guard_ends_what_will_not_end() -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    watch = subprocess.Popen(
        [sys.executable, "-m", "infra.local.parent_watch", "0.1", sys.executable, "-c", stubborn],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert watch.stdin is not None
    assert watch.stdout is not None
    assert watch.stdout.readline() == b"up\n"
    watch.stdin.close()
    assert watch.wait(PATIENCE) == 128 + signal.SIGKILL
    watch.stdout.close()


def test_the_cloud_alone_relays_to_a_chat_server_of_somebody_else(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "AWS_REGION": "ap-southeast-2"}
    with running_cloud(tmp_path / "data", command=None, environment=environment) as cloud:

        async def status_after_sign_in() -> int:
            async with browser() as http:
                password = str(cloud.account.users()[0].password)
                return (await sign_in(http, cloud.ports.public_url, "alice", password)).status

        assert asyncio.run(status_after_sign_in()) == 502
        chat = subprocess.Popen([*UPSTREAM], env=cloud.chat_environment)
        try:
            wait_until_healthy(cloud.ports)
            assert asyncio.run(status_after_sign_in()) == 200
        finally:
            chat.terminate()
            chat.wait(PATIENCE)
