"""Autosave: at intervals, never twice at once, and not after it was stopped."""

import asyncio

import pytest

from chat.ui import autosave as module
from chat.ui.autosave import Autosave
from tests.support.waiting import eventually


async def test_changes_during_a_save_are_saved_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL_SECONDS", 0)
    text, saved, saving, free = "", list[str](), list[int](), asyncio.Event()

    async def save() -> None:
        saving.append(1)
        assert len(saving) == 1
        saved.append(text)
        await free.wait()
        saving.pop()

    autosave = Autosave(save, first_after=0)
    for letter in "abc":
        text += letter
        autosave.mark_changed()
        await eventually(lambda: saved == ["a"])
    free.set()
    await eventually(lambda: saved == ["a", "abc"])
    autosave.mark_changed()
    autosave.stop()
    await asyncio.sleep(0)
    assert saved == ["a", "abc"]


async def test_nothing_is_saved_before_a_quick_stop() -> None:
    saved: list[str] = []

    async def save() -> None:
        saved.append("saved")

    quick, slow = Autosave(save, first_after=0.01), Autosave(save, first_after=0.01)
    quick.mark_changed()
    slow.mark_changed()
    quick.stop()
    await eventually(lambda: saved == ["saved"])
    slow.stop()
    await asyncio.sleep(0.02)
    assert saved == ["saved"]
