from __future__ import annotations

import stat
import uuid
from pathlib import Path

import pytest

from infra.local.errors import StartError
from infra.local.keys import Keys


def test_keys_are_kept_and_private(tmp_path: Path) -> None:
    first, second = Keys.in_directory(tmp_path / "keys"), Keys.in_directory(tmp_path / "keys")
    assert str(uuid.UUID(first.signing.kid)) == first.signing.kid
    assert (first.signing.kid, first.signing.public_pem, first.seal) == (
        second.signing.kid,
        second.signing.public_pem,
        second.seal,
    )
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}


@pytest.mark.parametrize("pattern", ["*.pem", "seal.key"])
def test_a_damaged_key_is_named_and_not_replaced(tmp_path: Path, pattern: str) -> None:
    Keys.in_directory(tmp_path)
    [path] = tmp_path.glob(pattern)
    path.write_bytes(b"damaged")
    with pytest.raises(StartError, match=f"{path.name} is damaged"):
        Keys.in_directory(tmp_path)
    assert path.read_bytes() == b"damaged"
