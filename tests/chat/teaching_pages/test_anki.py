"""The deck, read as Anki reads it: a ZIP with an SQLite collection."""

import io
import json
import sqlite3
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chat.teaching.log import LearningLog
from chat.teaching_pages.anki import NAME, build_deck
from chat.teaching_pages.review_routes import review_pages
from tests.chat.teaching.conftest import FakeClock, visitor

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def read(content: bytes, folder: Path) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("media")) == {}
        archive.extract("collection.anki2", folder)
    db = sqlite3.connect(folder / "collection.anki2")
    db.row_factory = sqlite3.Row
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    tables = {name: [dict(row) for row in db.execute(f"SELECT * FROM {name}")] for name in ("notes", "cards", "col")}
    db.close()
    return tables


async def deck_of(log: LearningLog) -> bytes:
    async with visitor(review_pages(log), "alice") as alice:
        answer = await alice.get("/review/anki")
        assert answer.headers["content-disposition"] == 'attachment; filename="teachers-assistant.apkg"'
        return answer.content


async def test_the_deck_has_a_note_for_each_item_that_comes_back(
    file_log: LearningLog, clock: FakeClock, tmp_path: Path
) -> None:
    file_log.save("alice", "saved", "i", question="Solve $x^2<4$ & <script>", answer="$$\\frac{1}{2}$$ **so** {{x}}")
    file_log.record_attempt("alice", "long division", "j", right=False, question="7 : 2", answer="3.5")
    file_log.record_attempt("alice", "fractions", "known", right=True, question="1/2", answer="0.5")
    file_log.save("bob", "saved", "k", question="bob's", answer="!")
    tables = read(await deck_of(file_log), tmp_path)
    notes = [note["flds"].split("\x1f") for note in tables["notes"]]
    assert [[field.strip() for field in fields] for fields in notes] == [
        [
            r"<p>Solve \(x^2&lt;4\) &amp; &lt;script&gt;</p>",
            r"<p>\[\frac{1}{2}\] <strong>so</strong> {{x}}</p>",
            "Saved answers",
        ],
        ["<p>7 : 2</p>", "<p>3.5</p>", "Long division"],
    ]
    assert [note["tags"].strip() for note in tables["notes"]] == ["saved", "long_division"]
    assert [card["nid"] for card in tables["cards"]] == [note["id"] for note in tables["notes"]]
    (collection,) = tables["col"]
    decks, models = json.loads(collection["decks"]), json.loads(collection["models"])
    assert decks[str(tables["cards"][0]["did"])]["name"] == NAME
    fields = models[str(tables["notes"][0]["mid"])]["flds"]
    assert [field["name"] for field in fields] == ["Question", "Answer", "Topic"]


async def test_a_second_download_is_the_same_and_a_later_one_updates(
    file_log: LearningLog, clock: FakeClock, tmp_path: Path
) -> None:
    file_log.save("alice", "saved", "i", question="?", answer="old")
    first, second = await deck_of(file_log), await deck_of(file_log)
    (before,) = read(first, tmp_path)["notes"]
    assert [before] == read(second, tmp_path)["notes"]
    clock.turn(days=1)
    file_log.save("alice", "saved", "i", question="?", answer="new")
    (after,) = read(await deck_of(file_log), tmp_path)["notes"]
    assert (after["guid"], after["mid"]) == (before["guid"], before["mid"])  # by these Anki knows its note
    assert after["mod"] > before["mod"]  # and replaces it by a newer one
    assert "new" in after["flds"]


def test_nothing_of_the_deck_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert build_deck([], NOW)
    assert list(tmp_path.iterdir()) == []


async def test_without_anything_there_is_no_deck(file_log: LearningLog) -> None:
    async with visitor(review_pages(file_log), "alice") as alice:
        answer = await alice.get("/review/anki")
    assert answer.status_code == 404
    assert "nothing yet to take to Anki" in answer.text
