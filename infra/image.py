"""`python -m infra.image`: builds the chat server's image with an installed container engine."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("docker", "podman", "finch", "buildah")
TAG = "teachers-assistant"


class NoEngineError(Exception):
    """No container engine is available; the message says what to do."""


def main() -> int:
    """Build the image, or print in one sentence what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tag", default=TAG)
    parser.add_argument("--base-image", default="", help="another Debian with Python in the place of the usual one")
    parser.add_argument("--platform", default="", help="such as linux/arm64, for another machine than this one")
    options = parser.parse_args()
    try:
        engine = find_engine()
    except NoEngineError as reason:
        print(f"Cannot build: {reason}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Building {options.tag} with {engine} ...", flush=True)  # noqa: T201
    command = build_command(engine, options.tag, options.base_image, options.platform)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def find_engine() -> str:
    """Return the first engine that is installed and works.

    Raises:
        NoEngineError: If there is none.
    """
    installed = [engine for engine in ENGINES if shutil.which(engine)]
    for engine in installed:
        if subprocess.run([engine, "info"], capture_output=True, check=False).returncode == 0:
            return engine
    if installed:
        raise NoEngineError(f"{' and '.join(installed)} is installed but does not answer; start it and try again.")
    raise NoEngineError("install Docker, Podman, Finch or buildah; on Debian `apt install buildah` is the smallest.")


def build_command(engine: str, tag: str, base_image: str = "", platform: str = "") -> list[str]:
    """Return the engine's build command."""
    command = [engine, "build", "--tag", tag]
    if engine in ("podman", "buildah"):
        command += ["--format", "docker"]  # their own format has no HEALTHCHECK
    if base_image:
        command += ["--build-arg", f"BASE_IMAGE={base_image}"]
    if platform:
        command += ["--platform", platform]
    if certificates := os.environ.get("SSL_CERT_FILE"):
        command += ["--secret", f"id=certificates,src={certificates}"]
    return [*command, "."]


if __name__ == "__main__":
    sys.exit(main())
