"""Admission: a limit of running answers, and a fair queue before them."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from chat.turns.admission_queue import MAX_WAITING_PER_PERSON, MAX_WAITING_PER_SLOT, AdmissionQueue, QueueFull
from chat.turns.lease import TurnStopped
from tests.support.waiting import eventually


class Asker:
    """A question whose answer runs until the test ends it."""

    def __init__(self, admission: AdmissionQueue, owner: str, order: list[str]) -> None:
        self.owner = owner
        self.numbers: list[int] = []
        self.cancel, self.answered = asyncio.Event(), asyncio.Event()
        self.task = asyncio.create_task(self._ask(admission, order))

    async def _ask(self, admission: AdmissionQueue, order: list[str]) -> None:
        async with admission.admit(self.owner, self.cancel, self._on_position):
            order.append(self.owner)
            await self.answered.wait()

    async def _on_position(self, number: int) -> None:
        self.numbers.append(number)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_question_is_admitted_at_once_below_the_limit() -> None:
    admission, order = AdmissionQueue(2), list[str]()
    askers = [Asker(admission, owner, order) for owner in ("alice", "bob")]
    await settle()
    assert order == ["alice", "bob"]
    assert (admission.running, admission.waiting) == (2, 0)
    assert [asker.numbers for asker in askers] == [[], []]
    for asker in askers:
        asker.answered.set()
        await asker.task
    assert admission.running == 0


async def test_people_are_admitted_in_turn_however_many_questions_one_of_them_asks() -> None:
    admission, order = AdmissionQueue(2), list[str]()
    first, busy = Asker(admission, "alice", order), Asker(admission, "alice", order)
    await settle()
    line = [Asker(admission, owner, order) for owner in ("alice", "alice", "alice", "bob", "carol", "bob")]
    await eventually(lambda: [asker.numbers[-1:] for asker in line] == [[1], [4], [6], [2], [3], [5]])
    for asker in (first, *line):
        asker.answered.set()
    await asyncio.gather(*(asker.task for asker in line))
    assert order[2:] == ["alice", "bob", "carol", "alice", "bob", "alice"]
    busy.task.cancel()


async def test_a_changed_position_is_reported() -> None:
    admission, order = AdmissionQueue(1), list[str]()
    first, second, third = (Asker(admission, owner, order) for owner in ("alice", "bob", "carol"))
    await settle()
    assert (second.numbers, third.numbers) == ([1], [2])
    first.answered.set()
    await eventually(lambda: third.numbers == [2, 1])
    assert second.numbers == [1]
    for asker in (second, third):
        asker.answered.set()
        await asker.task


async def test_leaving_the_queue_moves_the_others_up() -> None:
    admission, order = AdmissionQueue(1), list[str]()
    first, second, third = (Asker(admission, owner, order) for owner in ("alice", "bob", "carol"))
    await settle()
    second.cancel.set()
    with pytest.raises(TurnStopped):
        await second.task
    await eventually(lambda: third.numbers == [2, 1])
    first.answered.set()
    third.answered.set()
    await asyncio.gather(first.task, third.task)
    assert order == ["alice", "carol"]
    assert (admission.running, admission.waiting) == (0, 0)


async def test_a_cancelled_task_leaves_the_queue() -> None:
    admission, order = AdmissionQueue(1), list[str]()
    first, second = (Asker(admission, owner, order) for owner in ("alice", "bob"))
    await settle()
    for asker in (second, first):
        asker.task.cancel()
    await asyncio.gather(first.task, second.task, return_exceptions=True)
    assert (admission.running, admission.waiting) == (0, 0)


async def test_one_person_has_a_limited_number_of_waiting_questions() -> None:
    admission, order = AdmissionQueue(1), list[str]()
    async with AsyncExitStack() as stack:
        askers = [Asker(admission, "alice", order) for _ in range(MAX_WAITING_PER_PERSON + 1)]
        for asker in askers:
            stack.callback(asker.task.cancel)
        await settle()
        with pytest.raises(QueueFull) as refused:
            await Asker(admission, "alice", order).task
        assert refused.value.own == MAX_WAITING_PER_PERSON
        bob = Asker(admission, "bob", order)
        stack.callback(bob.task.cancel)
        await settle()
        assert bob.numbers == [2]


async def test_a_full_queue_refuses_questions() -> None:
    admission, order = AdmissionQueue(2), list[str]()
    async with AsyncExitStack() as stack:
        for number in range(2 + 2 * MAX_WAITING_PER_SLOT):
            asker = Asker(admission, f"person-{number}", order)
            stack.callback(asker.task.cancel)
        await settle()
        assert admission.waiting == 2 * MAX_WAITING_PER_SLOT
        with pytest.raises(QueueFull) as refused:
            await Asker(admission, "late", order).task
        assert refused.value.own == 0
        assert (admission.running, admission.waiting) == (2, 2 * MAX_WAITING_PER_SLOT)
