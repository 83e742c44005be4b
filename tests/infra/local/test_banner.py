from __future__ import annotations

from dataclasses import replace

import pytest

from infra.local.aws_apis.state import Status, User
from infra.local.banner import banner
from infra.local.supervisor import LocalCloud


@pytest.mark.parametrize(
    ("status", "enabled", "line"),
    [
        ("FORCE_CHANGE_PASSWORD", True, "user: carol  temporary password: Temporary1Word"),
        ("CONFIRMED", True, "user: carol  password: the one this user has set"),
        ("UNCONFIRMED", True, "user: carol  not confirmed, cannot sign in"),
        ("RESET_REQUIRED", True, "user: carol  password has to be reset, cannot sign in"),
        ("CONFIRMED", False, "user: carol  disabled"),
    ],
)
def test_each_user_is_shown_as_they_are(
    cloud: LocalCloud, monkeypatch: pytest.MonkeyPatch, status: Status, enabled: bool, line: str
) -> None:
    carol: User = replace(
        cloud.account.users()[0], username="carol", status=status, enabled=enabled, password="Temporary1Word"
    )
    monkeypatch.setattr(cloud.account, "users", lambda: [carol])
    assert [shown for shown in banner(cloud).splitlines() if shown.startswith("user: ")] == [line]
