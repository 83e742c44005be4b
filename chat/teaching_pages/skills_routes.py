"""The pages "What I can do", where the learner corrects and erases, and "Class", where a teacher sees counts."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from chat.history.store import StoreError
from chat.http.page_forms import read_form
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.teaching.events import EventData, EventKind, LearningEvent
from chat.teaching.learner_state import fold
from chat.teaching.log import LearningLog
from chat.teaching.topics import topic_title
from chat.teaching.weekly_counts import GROUP, days_of, last_ended_week, visible_counts
from chat.teaching_pages.page_forms import own_id, store_failed
from chat.teaching_pages.skills_view import topic_views

PAGE = "/skills"


def skills_pages(log: LearningLog) -> APIRouter:
    """Build the routes; the gate admits only the signed-in person, and only from this site.

    Args:
        log: The events of all learners.
    """
    router = APIRouter()

    @router.get(PAGE)
    async def skills(done: str = "") -> Response:
        try:
            state = fold(await log.events(own_id()))
        except StoreError as error:
            return store_failed(translate("What I can do"), error)
        topics = topic_views(state, log.clock())
        is_teacher = current_caller.get().is_teacher
        return render("teaching/skills.html", topics=topics, said=_done(done), group=GROUP, is_teacher=is_teacher)

    @router.post(f"{PAGE}/correct")
    async def correct(request: Request) -> Response:
        form = await read_form(request)
        right = form.get("right") == "yes"
        try:
            events = await log.events(own_id())
            if event := _attempt(events, form.get("attempt", "")):
                data = EventData(right=right, corrects=event.id)
                await log.append(own_id(), EventKind.CORRECTED, event.topic, event.item, data)
            elif _of_topic(events, form.get("topic", "")):
                await log.append(own_id(), EventKind.CORRECTED, form["topic"], data=EventData(right=right))
            else:
                return _not_found()
        except StoreError as error:
            return store_failed(translate("What I can do"), error)
        return RedirectResponse(f"{PAGE}?done=corrected", 303)

    @router.post(f"{PAGE}/erase")
    async def erase(request: Request) -> Response:
        form = await read_form(request)
        try:
            events = await log.events(own_id())
            if attempt := _attempt(events, form.get("attempt", "")):
                erased = [attempt, *(event for event in events if event.data.get("corrects") == attempt.id)]
            else:
                erased = _of_topic(events, form.get("topic", ""))
            if not erased:
                return _not_found()
            await log.remove(own_id(), erased)
        except StoreError as error:
            return store_failed(translate("What I can do"), error)
        return RedirectResponse(f"{PAGE}?done=erased", 303)

    @router.get("/class")
    async def of_class() -> Response:
        if not current_caller.get().is_teacher:
            return render_alert(translate("Class"), translate("This page is for teachers."), 403)
        week = last_ended_week(log.clock())
        try:
            counts = visible_counts(await log.store.struggling(week))
        except StoreError as error:
            return store_failed(translate("Class"), error)
        titled = [(topic_title(topic), count) for topic, count in counts.items()]
        rows = sorted(titled, key=lambda row: (-row[1], row[0]))
        days = "\u2068{} – {}\u2069".format(*days_of(week))  # isolated from a text that runs the other way
        return render("teaching/class.html", week=days, rows=rows, group=GROUP)

    return router


def _attempt(events: list[LearningEvent], event_id: str) -> LearningEvent | None:
    """Return an attempt of this learner; another learner's does not exist."""
    return next((event for event in events if event.id == event_id and event.kind == EventKind.ATTEMPT), None)


def _of_topic(events: list[LearningEvent], topic: str) -> list[LearningEvent]:
    return [event for event in events if topic and event.topic == topic]


def _done(what: str) -> str:
    sentences = {"corrected": translate("It was corrected."), "erased": translate("It was erased.")}
    return sentences.get(what, "")


def _not_found() -> Response:
    return render_alert(translate("What I can do"), translate("This is not there, or not any more."), 404)
