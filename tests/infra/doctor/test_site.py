"""The doctor finds nothing on the whole local stack, and each fault that is planted in it, over real sockets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from infra.doctor.check import Finding, Verdict, examine
from infra.doctor.site import Site
from infra.doctor.site_checks import SITE_CHECKS
from infra.local.supervisor import LocalCloud
from tests.infra.doctor.faults import FAULTS, Fault, FaultyEdge
from tests.infra.local.conftest import new_user
from tests.infra.local.people import PASSWORD
from tests.support.ports import free_port
from tests.support.serving import serving

ROOT = Path(__file__).parents[3]


def findings(site: Site, verdict: Verdict = Verdict.TO_DO) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(site, SITE_CHECKS) if finding.verdict is verdict}


def test_on_a_healthy_stack_all_is_ok(site: Site) -> None:
    found = list(examine(site, SITE_CHECKS))
    assert not [str(finding) for finding in found if finding.verdict is not Verdict.OK]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(site: Site, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FaultyEdge, "planted", fault.planted)
    monkeypatch.setattr(FaultyEdge, "on_the_way_back", fault.on_the_way_back)
    found = findings(site)
    assert fault.check in found
    assert fault.said in str(found[fault.check])


@pytest.fixture
def unguarded() -> Iterator[str]:
    """A server that serves whoever asks."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield url


def test_a_way_around_the_edge_is_found(site: Site, unguarded: str) -> None:
    assert findings(replace(site, direct=unguarded)).keys() == {"direct way"}


def test_behind_an_edge_that_leaves_nothing_open_there_is_no_way(site: Site) -> None:
    assert not findings(replace(site, direct=f"http://127.0.0.1:{free_port()}"))


def test_without_encryption_it_says_so() -> None:
    site = Site("http://chat.example.invalid")
    assert "not encrypted" in findings(site)["encryption"].sentence


def test_where_nothing_answers_it_says_so() -> None:
    found = findings(Site(f"http://localhost:{free_port()}"))
    assert "Nothing answered (ConnectError)" in found["login redirect"].sentence


def test_a_temporary_password_is_told_from_a_broken_login(site: Site, cloud: LocalCloud) -> None:
    site.user = new_user(cloud.account, permanent=False)
    assert findings(site).keys() == {"sign-in"}
    assert "temporary" in findings(site)["sign-in"].sentence


def test_the_cookies_of_a_browser_do_instead_of_a_password(site: Site) -> None:
    by_cookies = Site(site.url, cookies=site.sign_in().cookies)
    assert not findings(by_cookies)
    assert findings(by_cookies, Verdict.NOT_ASKED).keys() == {"direct way"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infra.doctor", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_command_prints_a_line_for_each_check(site: Site) -> None:
    ended = run(site.url, "--direct", str(site.direct), DOCTOR_USER=str(site.user), DOCTOR_PASSWORD=PASSWORD)
    lines = ended.stdout.splitlines()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert [line.split()[0] for line in lines[: len(SITE_CHECKS)]] == ["ok"] * len(SITE_CHECKS)
    assert lines[-1] == "Nothing to do."


def test_the_commands_status_says_whether_there_is_something_to_do() -> None:
    ended = run(f"http://localhost:{free_port()}")
    assert ended.returncode == 1
    assert "to do.\n" in ended.stdout


def test_what_is_no_address_is_refused() -> None:
    assert run("chat.example.com").returncode == 2
