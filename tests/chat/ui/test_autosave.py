"""An answer is saved while it grows, never twice at once, and not after it was saved whole."""

import asyncio

import pytest

from chat.ui import autosave as module
from chat.ui.autosave import Autosave
from tests.support.waiting import eventually


async def test_saves_what_there_is_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0)
    text, saved, saving, free = "", list[str](), list[int](), asyncio.Event()

    async def save() -> None:
        saving.append(1)
        assert len(saving) == 1
        saved.append(text)
        await free.wait()
        saving.pop()

    keeper = Autosave(save)
    for letter in "abc":
        text += letter
        keeper.touch()
        await asyncio.sleep(0)
    assert saved == ["a"]
    free.set()
    await eventually(lambda: saved == ["a", "abc"])
    keeper.touch()
    keeper.stop()
    await asyncio.sleep(0)
    assert saved == ["a", "abc"]


async def test_a_patient_one_leaves_what_is_soon_whole_to_be_saved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0)
    saved: list[str] = []

    async def save() -> None:
        saved.append("saved")

    quick, slow = Autosave(save, patient=True), Autosave(save, patient=True)
    quick.touch()
    slow.touch()
    quick.stop()
    await eventually(lambda: saved == ["saved"])
    await asyncio.sleep(0)
    assert saved == ["saved"]
