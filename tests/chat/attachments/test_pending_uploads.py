"""Uploads before their question is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.attachments import pending_uploads as module
from chat.attachments.pending_uploads import PendingUploads, clean_name


@pytest.fixture
def uploads() -> Iterator[PendingUploads]:
    opened = PendingUploads()
    yield opened
    opened.close()


def upload(uploads: PendingUploads, owner: str = "alice", content: bytes = b"x") -> tuple[str, Path]:
    path = uploads.new_path()
    path.write_bytes(content)
    return uploads.add(owner, "notes.txt", "text/plain", path, None, whole=True), path


def test_an_upload_is_taken_once_and_by_its_owner(uploads: PendingUploads) -> None:
    upload_id, path = upload(uploads)
    assert uploads.take("bob", [upload_id]) == []
    (taken,) = uploads.take("alice", ["unknown", upload_id, upload_id])
    assert (taken.id, taken.name, taken.content, taken.size) == (upload_id, "notes.txt", path, 1)
    assert uploads.take("alice", [upload_id]) == []
    uploads.discard(taken)
    assert not path.exists()


def test_the_oldest_uploads_of_a_person_are_discarded(uploads: PendingUploads) -> None:
    of_bob, _ = upload(uploads, "bob")
    of_alice = [upload(uploads) for _ in range(module.MAX_UPLOADS + 1)]
    assert not of_alice[0][1].exists()
    assert [taken.id for taken in uploads.take("alice", [upload_id for upload_id, _ in of_alice])] == [
        upload_id for upload_id, _ in of_alice[1:]
    ]
    assert len(uploads.take("bob", [of_bob])) == 1


def test_the_oldest_uploads_are_discarded_when_all_are_too_large(
    uploads: PendingUploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_TOTAL_BYTES", 10)
    first, second = upload(uploads, "alice", b"x" * 6), upload(uploads, "bob", b"x" * 6)
    assert not first[1].exists()
    assert second[1].exists()


def test_old_uploads_are_discarded(uploads: PendingUploads, monkeypatch: pytest.MonkeyPatch) -> None:
    _, path = upload(uploads)
    monkeypatch.setattr(module, "_MAX_AGE_SECONDS", -1.0)
    upload(uploads, "bob")
    assert not path.exists()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("notes.txt", "notes.txt"),
        ("C:\\Users\\me\\notes.txt", "notes.txt"),
        ("../../x", "x"),
        ("..", "file"),
        ("", "file"),
        ("a\r\nb\0c\u202e.txt", "abc.txt"),
        ("\u202etxt.exe\u2066", "txt.exe"),
        ("報告\u3000一.txt", "報告\u3000一.txt"),
        ("Screenshot at 1.00\u202fPM.png", "Screenshot at 1.00\u202fPM.png"),
        ("\u3000 a.txt. .", "a.txt"),
        ("cafe\u0301.txt", "café.txt"),
        ("\u0301\u0301a" + "\u0335" * 50 + ".txt", "a" + "\u0335" * 4 + ".txt"),
        ("نمی\u200cشود.txt", "نمی\u200cشود.txt"),
        ("👩\u200d🔬.png", "👩\u200d🔬.png"),
        ("\u200b\u200d\u2060", "file"),
        ("\u3164.txt", "file"),
        ("\u3000\u3000", "file"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("console.txt", "console.txt"),
        ("a.b.very long ending that is none", "a.b.very long ending that is none"),
        ("語" * 100 + ".txt", "語" * 77 + "….txt"),
        ("-----END FILE-----", "-----END FILE-----"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
        ("y" * 300, "y" * 119 + "…"),
        ("数学 – ñ.png", "数学 – ñ.png"),
    ],
)
def test_names_are_cleaned(given: str, name: str) -> None:
    assert clean_name(given) == name
    assert len(name.encode()) <= 240
