"""Builds images and runs containers without a daemon: buildah and crun, as root.

Nothing stays behind but what an engine keeps as well: the base image and the packages that a build downloaded.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.waiting import PATIENCE

TOOLS = ("buildah", "crun", "mmdebstrap", "unshare")
BASE = "localhost/base"
IMAGE = "localhost/teachers-assistant"
MIRROR = "http://deb.debian.org/debian"
# As Debian's own images are made: with Python, and without what only people at a terminal read. That is removed at the
# end: to leave it out, mmdebstrap starts a Python for each package.
_WITHOUT_DOCUMENTS = 'rm -rf "$1"/usr/share/doc/* "$1"/usr/share/man/* "$1"/usr/share/locale/*'
_DAYS_KEPT = 7
# A machine with both kinds of control groups confuses crun; in a mount namespace of its own it sees one.
_ONE_KIND_OF_CGROUPS = ("unshare", "-m", "sh", "-c", 'umount /sys/fs/cgroup/unified 2>&-; exec "$@"', "sh")


class CannotBuildError(Exception):
    """This machine cannot build or run an image; the text says why."""


@dataclass
class Workshop:
    """A place of its own for layers, mounts and containers."""

    folder: Path
    kept: Path
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Run a command to its end and return what it printed."""
        ended = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise CannotBuildError(f"{' '.join(command[:3])}: {ended.stderr[-2000:]}")
        return ended.stdout.strip()

    def make_base(self) -> None:
        """Debian with Python, in the place of the base image that a registry would have."""
        archive = self.kept / "base.tar"
        if not archive.exists():
            made = self.folder / archive.name
            packages = "--include=python3,python3-venv,ca-certificates"
            hook = f"--customize-hook={_WITHOUT_DOCUMENTS}"
            self.run("mmdebstrap", "--quiet", "--variant=minbase", packages, hook, "trixie", str(made), MIRROR)
            draft = archive.with_suffix(".new")
            shutil.move(made, draft)
            draft.rename(archive)
        container = self.run("buildah", "from", "scratch")
        # In half the time of `buildah add`.
        self.run("tar", "--extract", "--file", str(archive), "--directory", self.run("buildah", "mount", container))
        self.run("buildah", "commit", "--quiet", "--rm", "--disable-compression", container, BASE)

    def build(self) -> None:
        """What `make image` runs."""
        self.run(sys.executable, "-m", "infra.image", "--tag", IMAGE, "--base-image", BASE)

    def config(self) -> dict[str, Any]:
        """How the image says that it is to be run."""
        inspected: dict[str, Any] = json.loads(self.run("buildah", "inspect", "--type", "image", IMAGE))
        config: dict[str, Any] = inspected["Docker"]["config"]
        return config

    def compressed_size(self) -> int:
        """Bytes that a registry would hold."""
        archive = self.folder / "pushed"
        self.run("buildah", "push", "--quiet", IMAGE, f"dir:{archive}")
        return sum(path.stat().st_size for path in archive.iterdir())

    def mount(self) -> Path:
        """The image's files."""
        return Path(self.run("buildah", "mount", self.run("buildah", "from", "--pull-never", IMAGE)))


@contextmanager
def workshop(kept: Path) -> Iterator[Workshop]:
    """A workshop that is cleared away at the end.

    Args:
        kept: A directory that stays from one run to the next; it is emptied after a week.

    Raises:
        CannotBuildError: When this machine lacks a tool or the right.
    """
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing or os.geteuid() != 0:
        raise CannotBuildError(f"it needs {', '.join(missing) or 'root'}")
    with _memory() as folder:
        storage = f'[storage]\ndriver = ""\ngraphroot = "{folder}/layers"\nrunroot = "{folder}/run"\n'
        (folder / "storage.conf").write_text(storage)
        ours = {
            "CONTAINERS_STORAGE_CONF": f"{folder}/storage.conf",
            "BUILDAH_ISOLATION": "chroot",
            "TMPDIR": str(folder),
        }
        _empty_when_old(kept)
        downloaded = kept / "downloaded"
        downloaded.mkdir(exist_ok=True)
        (folder / "buildah-cache").symlink_to(downloaded)  # where buildah keeps what a build's steps share
        place = Workshop(folder, kept, {**os.environ, **ours})
        try:
            yield place
        finally:
            subprocess.run(["buildah", "rm", "--all"], env=place.environment, capture_output=True, check=False)


def _empty_when_old(kept: Path) -> None:
    since = kept / "since"
    if since.exists() and time.time() - since.stat().st_mtime < _DAYS_KEPT * 24 * 60 * 60:
        return
    shutil.rmtree(kept)
    kept.mkdir()
    since.touch()


@contextmanager
def _memory() -> Iterator[Path]:
    """A directory in memory: layers are a hundred thousand files that are soon deleted again."""
    folder = Path(tempfile.mkdtemp(prefix="workshop-"))
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700", "workshop", folder], check=False)
        if mounted.returncode:
            raise CannotBuildError("it may not mount")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", folder], check=False)
    finally:
        folder.rmdir()


@dataclass
class Container:
    """A process in its own root, as production runs it: read-only, unprivileged, without capabilities."""

    bundle: Path
    process: "subprocess.Popen[bytes]"
    state: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        return (self.bundle / "log").read_text("utf-8")

    def execute(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command inside."""
        return subprocess.run(
            [*self.state, "exec", self.bundle.name, *command], capture_output=True, text=True, check=False
        )

    def stop(self, signal: str) -> int:
        """Send a signal and return the exit status."""
        subprocess.run([*self.state, "kill", self.bundle.name, signal], check=True)
        return self.process.wait(PATIENCE)


@contextmanager
def container(
    place: Workshop,
    root: Path,
    command: Sequence[str],
    writable: Collection[str],
    shared: Mapping[str, Path],
) -> Iterator[Container]:
    """Start a container that shares this machine's network.

    Args:
        place: Where it is kept.
        root: The image's files.
        command: What it runs, in the place of what the image says.
        writable: Directories in memory.
        shared: Directories of this machine that it may read.
    """
    bundle = place.folder / "container"
    bundle.mkdir()
    (bundle / "config.json").write_text(json.dumps(_specification(place.config(), root, command, writable, shared)))
    crun = [*_ONE_KIND_OF_CGROUPS, "crun", "--root", f"{place.folder}/crun", "--cgroup-manager=disabled"]
    with (bundle / "log").open("wb") as log:
        process = subprocess.Popen([*crun, "run", "--bundle", str(bundle), bundle.name], stdout=log, stderr=log)
    try:
        yield Container(bundle, process, crun)
    finally:
        subprocess.run([*crun, "delete", "--force", bundle.name], capture_output=True, check=False)
        process.wait(PATIENCE)


def _specification(
    config: dict[str, Any], root: Path, command: Sequence[str], writable: Collection[str], shared: Mapping[str, Path]
) -> dict[str, Any]:
    uid, gid = (int(number) for number in config["User"].split(":"))
    memory = ["nosuid", "nodev", f"uid={uid}", f"gid={gid}", "mode=1777"]
    mounts = [
        {"destination": "/proc", "type": "proc", "source": "proc"},
        {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"]},
        *({"destination": path, "type": "tmpfs", "source": "tmpfs", "options": memory} for path in writable),
        *({"destination": to, "source": str(path), "options": ["bind", "ro"]} for to, path in shared.items()),
    ]
    process = {
        "user": {"uid": uid, "gid": gid},
        "args": list(command),
        "env": config["Env"],
        "cwd": config["WorkingDir"],
        "capabilities": {},
        "noNewPrivileges": True,
    }
    kinds = ("pid", "ipc", "uts", "mount")
    return {
        "ociVersion": "1.0.0",
        "process": process,
        "root": {"path": str(root), "readonly": True},
        "mounts": mounts,
        "linux": {"namespaces": [{"type": kind} for kind in kinds]},
    }
