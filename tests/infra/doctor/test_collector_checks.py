"""The collector that the environment names, when it takes traces and when it does not."""

import socket
import sys

import pytest

from infra.doctor.__main__ import main
from infra.doctor.check import Finding, Verdict, examine
from infra.doctor.collector_checks import COLLECTOR_CHECKS, ENDPOINT, Collector
from tests.support.collector import collector

KEY = "s3cret"


def finding(url: str, headers: str = "") -> Finding:
    named = Collector.from_environment({ENDPOINT: url, "OTEL_EXPORTER_OTLP_HEADERS": headers})
    assert named is not None
    (found,) = examine(named, COLLECTOR_CHECKS)
    assert KEY not in str(found)
    return found


@pytest.mark.parametrize("environment", [{}, {ENDPOINT: ""}, {ENDPOINT: "  "}, {"OTEL_EXPORTER_OTLP_HEADERS": "a=b"}])
def test_without_an_endpoint_there_is_nothing_to_check(environment: dict[str, str]) -> None:
    assert Collector.from_environment(environment) is None


def test_collector_that_takes_traces() -> None:
    with collector() as running:
        found = finding(f"{running.url}/", f"x-key={KEY}%2F, other=1=2 ,nothing")
    assert (found.verdict, found.sentence) == (Verdict.OK, f"{running.url} takes traces")
    assert running.paths == ["/v1/traces"]
    assert running.bodies == [b""]
    assert running.spans() == []
    (sent,) = running.headers
    assert (sent["x-key"], sent["other"], sent["content-type"]) == (f"{KEY}/", "1=2", "application/x-protobuf")


@pytest.mark.parametrize(
    ("status", "about"),
    [(401, "refuses the key"), (403, "refuses the key"), (404, "OTLP receiver"), (302, "302"), (503, "503")],
)
def test_collector_that_refuses(status: int, about: str) -> None:
    with collector() as running:
        running.respond = lambda request: request.send_error(status)
        found = finding(running.url, f"x-key={KEY}")
    assert found.verdict is Verdict.TO_DO
    assert about in found.sentence


def test_doctor_asks_it_beside_everything_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["doctor", "http://127.0.0.1:1"])
    with collector() as running:
        monkeypatch.setenv(ENDPOINT, running.url)
        assert main() == 1
    assert f"ok         traces            {running.url} takes traces" in capsys.readouterr().out.splitlines()
    monkeypatch.delenv(ENDPOINT)
    main()
    assert "traces" not in capsys.readouterr().out


def test_nobody_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    found = finding(f"http://127.0.0.1:{port}")
    assert (found.verdict, "start the collector" in found.sentence) == (Verdict.TO_DO, True)


@pytest.mark.parametrize("url", ["collector:4318", "localhost", "grpc://127.0.0.1:4317", "http://"])
def test_address_that_is_none(url: str) -> None:
    found = finding(url)
    assert (found.verdict, "is not an address" in found.sentence) == (Verdict.TO_DO, True)


def test_header_that_cannot_be_sent() -> None:
    assert finding("http://127.0.0.1:1", "x-key=späß").verdict is Verdict.TO_DO
