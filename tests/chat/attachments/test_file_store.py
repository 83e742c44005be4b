"""The contract of `FileStore`, run against each store."""

import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chat.attachments import s3_store as s3_module
from chat.attachments.disk_store import DiskFileStore
from chat.attachments.file_store import FileStore, FileStoreError, file_key
from chat.attachments.open_file_store import open_file_store
from chat.attachments.s3_store import S3FileStore
from tests.support.s3 import REGION, Bucket, s3

ALICE, BOB = "alice-sub", "bob-sub"


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3() as running:
        yield running


@pytest.fixture(params=["disk", "s3"])
async def files(
    request: pytest.FixtureRequest, tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FileStore]:
    if request.param == "disk":
        yield DiskFileStore(tmp_path / "uploads")
        return
    for name, value in bucket.environment().items():
        monkeypatch.setenv(name, value)
    opened = S3FileStore(REGION, bucket.name)
    yield opened
    for owner in (ALICE, BOB, "..", ""):
        await opened.erase(owner)
    opened.close()


async def names(files: FileStore, owner: str) -> list[str]:
    return [name async for name, _ in files.sizes(owner)]


async def test_no_owner_reads_the_files_of_another(files: FileStore) -> None:
    await files.put(ALICE, "t1", "f1", b"secret")
    assert await files.get(ALICE, "t1", "f1") == b"secret"
    assert await files.get(BOB, "t1", "f1") is None
    assert await files.get(ALICE, "t2", "f1") is None
    assert [each async for each in files.sizes(ALICE)] == [("users/alice-sub/t1/f1", 6)]
    assert await names(files, BOB) == []


async def test_deleting_removes_one_conversation_and_erasing_one_person(files: FileStore) -> None:
    for owner in (ALICE, BOB):
        for thread in ("t1", "t10"):
            await files.put(owner, thread, "f", b"x")
    await files.delete(ALICE, "t1")
    assert await names(files, ALICE) == ["users/alice-sub/t10/f"]
    await files.erase(BOB)
    await files.erase(BOB)
    assert (len(await names(files, ALICE)), await names(files, BOB)) == (1, [])


@pytest.mark.parametrize(
    "thread", ["..", "../bob-sub/t1", "/etc", "a/../..", "", "\0", "x" * 4000, "ü/ñ", ".", "%2E%2E"]
)
async def test_no_id_leads_out_of_its_owners_folder(files: FileStore, thread: str) -> None:
    await files.put(BOB, "t1", "f", b"bob's")
    await files.put(ALICE, thread, "f", b"alice's")
    assert await files.get(ALICE, thread, "f") == b"alice's"
    assert await files.get(BOB, "t1", "f") == b"bob's"
    assert len(await names(files, ALICE)) == 1
    await files.delete(ALICE, thread)
    assert await names(files, ALICE) == []
    assert len(await names(files, BOB)) == 1


def test_keys_of_different_owners_differ() -> None:
    assert len({file_key(owner, "t") for owner in ("a", "a/t", "a.", "A", "..", "%2E%2E", "a%2Ft")}) == 7
    assert not any(part in ("", ".", "..") for part in file_key("..", ".", "f").split("/"))


async def test_a_sweep_deletes_old_files(tmp_path: Path) -> None:
    files = DiskFileStore(tmp_path)
    await files.put(ALICE, "t", "old", b"x")
    await files.put(ALICE, "t", "new", b"x")
    month = time.time() - 31 * 86400
    os.utime(tmp_path / file_key(ALICE, "t", "old"), (month, month))
    assert await files.sweep(30) == 1
    assert await names(files, ALICE) == ["users/alice-sub/t/new"]


async def test_a_sweep_keeps_new_files(files: FileStore) -> None:
    await files.put(ALICE, "t", "new", b"x")
    assert await files.sweep(1) == 0


async def test_a_missing_bucket_is_a_file_store_error(files: FileStore) -> None:
    if not isinstance(files, S3FileStore):
        await files.check()
        return
    await files.check()
    missing = s3_module.S3FileStore(REGION, "no-such-bucket-anywhere")
    with pytest.raises(FileStoreError, match="NoSuchBucket"):
        await missing.check()
    with pytest.raises(FileStoreError):
        await missing.put(ALICE, "t", "f", b"x")
    missing.close()


def test_the_settings_choose_the_store() -> None:
    assert isinstance(open_file_store("", "sqlite:///.data/history.db", REGION), DiskFileStore)
    assert isinstance(open_file_store("a-bucket", "dynamodb://table", REGION), S3FileStore)
    assert open_file_store("", "dynamodb://table", REGION) is None
