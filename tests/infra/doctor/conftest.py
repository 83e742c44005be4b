from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra.doctor.site import Site
from infra.local import supervisor
from infra.local.supervisor import CHAT_COMMAND, LocalCloud
from tests.infra.doctor.faults import FaultyEdge
from tests.infra.local.conftest import new_user
from tests.infra.local.people import PASSWORD
from tests.infra.local.running import running_cloud


@pytest.fixture(scope="package")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """What `make run` starts, the chat server included, behind an edge in which faults can be planted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supervisor, "Edge", FaultyEdge)
        data = tmp_path_factory.mktemp("doctor") / "data"
        with running_cloud(data, command=CHAT_COMMAND, environment={"PATH": "/usr/bin:/bin"}) as running:
            yield running


@pytest.fixture
def site(cloud: LocalCloud) -> Site:
    """The site as the doctor of this machine's owner sees it."""
    return Site(cloud.ports.public_url, cloud.ports.chat_url, new_user(cloud.account), PASSWORD)
