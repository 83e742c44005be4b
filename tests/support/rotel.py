"""Rotel, a collector of OpenTelemetry that others wrote, in front of an address that takes OTLP."""

import importlib.util
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.ports import free_port
from tests.support.waiting import PATIENCE, wait_until


def is_installed() -> bool:
    """Whether there is a wheel of it for this machine."""
    return importlib.util.find_spec("rotel") is not None


@contextmanager
def rotel(folder: Path, passes_on_to: str) -> Iterator[str]:
    """Run it; yields the address of its receiver. What it still holds at the end is passed on before it ends."""
    found = importlib.util.find_spec("rotel")
    assert found is not None
    assert found.origin is not None
    address = f"127.0.0.1:{free_port()}"
    options = {
        "otlp-http-endpoint": address,
        "otlp-grpc-endpoint": f"127.0.0.1:{free_port()}",
        "exporter": "otlp",
        "otlp-exporter-protocol": "http",
        "otlp-exporter-endpoint": passes_on_to,
        "pid-file": str(folder / "rotel.pid"),
        "log-file": str(folder / "rotel.log"),
    }
    agent = Path(found.origin).parent / "rotel-agent"
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    printed = folder / "rotel.output"
    libpython = {"LD_LIBRARY_PATH": str(sysconfig.get_config_var("LIBDIR"))}  # it is linked to, wherever Python stands
    with printed.open("wb") as output:
        process = subprocess.Popen([agent, "start", *words], env=libpython, stdout=output, stderr=output)
    try:
        wait_until(lambda: process.poll() is not None or _listens(f"http://{address}"), printed.read_text)
        assert process.poll() is None, printed.read_text()
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _listens(url: str) -> bool:
    try:
        httpx.get(url)
    except httpx.TransportError:
        return False
    return True
