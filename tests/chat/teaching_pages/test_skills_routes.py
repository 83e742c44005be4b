"""The pages "What I can do" and "Class": evidence that its owner corrects and erases, and counts without names."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from chat.teaching.log import LearningLog
from chat.teaching_pages.skills_routes import skills_pages
from tests.chat.teaching.conftest import FakeClock, visitor


@pytest.fixture
async def alice(file_log: LearningLog) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(skills_pages(file_log), "alice") as client:
        yield client


def attempt(log: LearningLog, owner: str, item: str, *, right: bool, hints: int = 0, shown: bool = False) -> str:
    place = {"thread_id": "the-thread", "step_id": "the-step"}
    event = log.record_attempt(
        owner, "fractions", item, right=right, hints=hints, shown=shown, question=item, answer="!", **place
    )
    return event.id


async def class_of(log: LearningLog, *groups: str) -> tuple[int, str]:
    async with visitor(skills_pages(log), "a teacher", *groups) as teacher:
        answer = await teacher.get("/class")
        return answer.status_code, answer.text


async def test_time_moves_the_estimate(alice: httpx.AsyncClient, file_log: LearningLog, clock: FakeClock) -> None:
    assert "Nothing yet." in (await alice.get("/skills")).text
    for item in ("a", "b"):
        attempt(file_log, "alice", item, right=True)
    for days, sentence in (
        (0, "You can do this; the last time was today."),
        (7, "You could do this 1 week ago; a little of it may have faded."),
        (14, "You could do this 3 weeks ago; it may have faded."),
    ):
        clock.turn(days=days, seconds=1)
        assert sentence in (await alice.get("/skills")).text


async def test_the_evidence_is_shown_with_its_turn(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    attempt(file_log, "alice", "1/2 <b>+</b> 1/3", right=True, hints=2)
    attempt(file_log, "alice", "x", right=False, shown=True)
    page = (await alice.get("/skills")).text
    assert "1/2 &lt;b&gt;+&lt;/b&gt; 1/3" in page
    assert "right · with 2 hints" in page
    assert "missed · the answer was shown" in page
    assert 'href="/thread/the-thread#step-the-step"' in page
    assert 'datetime="2026-03-02T09:00:00.000000Z"' in page


async def test_a_line_is_corrected_and_erased(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    first = attempt(file_log, "alice", "a", right=False)
    attempt(file_log, "alice", "b", right=False)
    page = (await alice.post("/skills/correct", data={"attempt": first, "right": "yes"})).text
    assert "It was corrected." in page
    assert "right · corrected by you" in page
    page = (await alice.post("/skills/correct", data={"topic": "fractions", "right": "yes"})).text
    assert "You say that you can do this." in page
    page = (await alice.post("/skills/erase", data={"attempt": first})).text
    assert "It was erased." in page
    assert "1 attempt<" in page
    assert first not in str(await file_log.events("alice"))
    page = (await alice.post("/skills/erase", data={"topic": "fractions"})).text
    assert "Nothing yet." in page
    assert await file_log.events("alice") == []


async def test_the_lines_of_somebody_else_do_not_exist(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    theirs = attempt(file_log, "bob", "a", right=False)
    before = await file_log.events("bob")
    for path in ("correct", "erase"):
        for named in ({"attempt": theirs}, {"topic": "fractions"}, {}):
            assert (await alice.post(f"/skills/{path}", data={"right": "yes", **named})).status_code == 404
    assert await file_log.events("bob") == before


async def test_a_teacher_sees_a_topic_from_five_learners_on_and_never_who(
    file_log: LearningLog, clock: FakeClock
) -> None:
    for number in range(6):
        for item in range(3):
            attempt(file_log, f"learner {number}", f"item {item}", right=False)
        await file_log.events(f"learner {number}")  # waits until it is written
        clock.turn(days=7)
        status, page = await class_of(file_log, "teachers")
        assert status == 200
        assert "found hard." in page  # one a week is never five
    for number in range(4):
        for item in range(3):
            attempt(file_log, f"learner {number}", f"item {item}", right=False)
        await file_log.events(f"learner {number}")
    for item in range(3):
        wrong = attempt(file_log, "learner 5", f"item {item}", right=False)
    await file_log.events("learner 5")
    assert "found hard." in (await class_of(file_log, "teachers"))[1]  # the week is not over
    clock.turn(days=7)
    _, page = await class_of(file_log, "teachers")
    assert re.findall(r"<td>(.*?)</td>", page) == ["<bdi>Fractions</bdi>", "at least 5"]
    assert "2026-04-13 – 2026-04-19" in page
    assert "learner 5" not in page
    assert wrong not in page
    await file_log.erase("learner 5")
    assert (await class_of(file_log, "teachers"))[1] == page  # what was seen tells nothing of who went


@pytest.mark.parametrize("take_back", ["erase all", "erase topic", "correct"])
async def test_who_takes_it_back_within_the_week_is_not_counted(
    file_log: LearningLog, clock: FakeClock, take_back: str
) -> None:
    for number in range(5):
        for item in range(3):
            last = attempt(file_log, f"learner {number}", f"item {item}", right=False)
        await file_log.events(f"learner {number}")
    async with visitor(skills_pages(file_log), "learner 4") as learner:
        if take_back == "erase all":
            await file_log.erase("learner 4")
        elif take_back == "erase topic":
            await learner.post("/skills/erase", data={"topic": "fractions"})
        else:
            await learner.post("/skills/correct", data={"attempt": last, "right": "yes"})
    clock.turn(days=7)
    assert "found hard." in (await class_of(file_log, "teachers"))[1]


@pytest.mark.parametrize("groups", [(), ("admins",), ("Teachers",), ("teacher",)])
async def test_nobody_else_sees_the_class(file_log: LearningLog, groups: tuple[str, ...]) -> None:
    status, page = await class_of(file_log, *groups)
    assert status == 403
    assert "<table>" not in page


async def test_the_download_holds_where_a_learner_is_counted(file_log: LearningLog) -> None:
    for item in range(3):
        attempt(file_log, "alice", f"item {item}", right=False)
    assert [record["kind"] for record in await file_log.read("alice")] == ["attempt", "attempt", "attempt", "class"]


async def test_only_a_teacher_is_led_to_the_class(file_log: LearningLog) -> None:
    links = {}
    for groups in ((), ("teachers",)):
        async with visitor(skills_pages(file_log), "a person", *groups) as client:
            links[groups] = 'href="/class"' in (await client.get("/skills")).text
    assert links == {(): False, ("teachers",): True}
