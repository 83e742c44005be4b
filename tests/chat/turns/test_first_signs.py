import asyncio

import pytest

from chat.turns import first_signs
from chat.turns.first_signs import FirstSigns


async def test_one_question_waits_for_nobody() -> None:
    signs = FirstSigns()
    with signs.showing():
        pass
    await asyncio.wait_for(signs.all_shown(), 5)


async def test_no_answer_begins_before_the_last_question_has_its_sign() -> None:
    signs, order = FirstSigns(), []

    async def ask(number: int) -> None:
        with signs.showing():
            for _ in range(1 + number):  # the last one takes longest
                await asyncio.sleep(0)
            order.append(f"sign {number}")
        await signs.all_shown()
        order.append(f"answer {number}")

    await asyncio.gather(*map(ask, range(20)))
    assert [each.split()[0] for each in order] == ["sign"] * 20 + ["answer"] * 20


async def test_failed_sign_holds_up_nobody() -> None:
    signs = FirstSigns()
    with pytest.raises(RuntimeError), signs.showing():
        raise RuntimeError
    await asyncio.wait_for(signs.all_shown(), 5)


async def test_sign_that_never_comes_holds_up_nobody_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_signs, "MAX_WAIT_SECONDS", 0.01)
    signs = FirstSigns()
    with signs.showing():
        await asyncio.wait_for(signs.all_shown(), 5)
        await asyncio.wait_for(signs.all_shown(), 5)
