"""The page "Review": what is due comes one by one, is answered or shown, and rated."""

import asyncio
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from chat.history.store import StoreError
from chat.http.page_forms import read_form
from chat.http.templates import render, render_alert
from chat.i18n.language import translate, translate_plural
from chat.teaching import schedule
from chat.teaching.events import EventData, EventKind
from chat.teaching.grading import Grader
from chat.teaching.learner_state import LearnerState, ReviewItem, fold
from chat.teaching.log import LearningLog
from chat.teaching_pages.anki import build_deck
from chat.teaching_pages.page_forms import own_id, store_failed
from chat.teaching_pages.review_view import DECK, PAGE, CardView, review_id, review_page

MAX_ATTEMPT = 10_000  # characters
_RATINGS = {str(rating): rating for rating in schedule.RATINGS}


class UnknownItem(Exception):
    """The learner has no such item."""


def review_pages(log: LearningLog, grader: Grader | None = None) -> APIRouter:
    """Build the routes; the gate admits only the signed-in person, and only from this site.

    Args:
        log: The events of all learners.
        grader: Grades attempts at exercises; None where no code can.
    """
    pages = _ReviewPages(log, grader)
    router = APIRouter()
    router.get(PAGE)(pages.show)
    router.get(f"{PAGE}/due")(pages.due)
    router.get(DECK)(pages.deck)
    router.post(f"{PAGE}/attempt")(pages.attempt)
    router.post(f"{PAGE}/rate")(pages.rate)
    router.post(f"{PAGE}/remove")(pages.remove)
    return router


class _ReviewPages:
    """What each route does, for the caller."""

    def __init__(self, log: LearningLog, grader: Grader | None) -> None:
        self._log = log
        self._grader = grader

    async def show(self, item: str = "", done: str = "") -> Response:
        try:
            state = await self._state()
            card = CardView(_find(state, item), self._log.clock(), is_open=True) if item else None
        except UnknownItem:
            return _not_found()
        except StoreError as error:
            return store_failed(translate("Review"), error)
        return self._render(state, card, _done(done))

    async def due(self) -> Response:
        """Return how many items are due, for the link in the header of the chat."""
        try:
            count = len((await self._state()).due(self._log.clock()))
        except StoreError:
            count = 0  # the page itself says what is wrong
        label = translate_plural("Review: {count} is due", "Review: {count} are due", count=count)
        return JSONResponse({"due": count, "label": label if count else translate("Review")})

    async def deck(self) -> Response:
        """Return everything that comes back, as a deck for Anki."""
        try:
            events = await self._log.events(own_id())
        except StoreError as error:
            return store_failed(translate("Review"), error)
        items = fold(events).saved_items()
        if not items:
            return render_alert(translate("Review"), translate("There is nothing yet to take to Anki."), 404)
        content = await asyncio.to_thread(build_deck, items, datetime.fromisoformat(events[-1].at))
        headers = {"content-disposition": 'attachment; filename="teachers-assistant.apkg"'}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def attempt(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            state = await self._state()
            item = _find(state, form.get("item", ""))
        except UnknownItem:
            return _not_found()
        except StoreError as error:
            return store_failed(translate("Review"), error)
        text = form.get("attempt", "").strip()[:MAX_ATTEMPT]
        verdict = await self._grader.grade(item.exercise, text) if self._grader and item.exercise and text else None
        said = verdict.sentence if verdict else translate("This cannot be checked; compare it with the answer.")
        card = CardView(item, self._log.clock(), verdict, text, is_open=True)
        return self._render(state, card, said if text else "")

    async def rate(self, request: Request) -> Response:
        form = await read_form(request)
        rating = _RATINGS.get(form.get("rating", ""))
        try:
            item = _find(await self._state(), form.get("item", ""))
            # A form that is sent twice, or from a page of before, does not rate the item again.
            if rating is not None and form.get("seen") == item.last_event:
                data = EventData(rating=rating, question=item.question, answer=item.answer)
                if item.exercise:
                    data["exercise"] = item.exercise
                event_id = review_id(item, item.last_event)
                await self._log.append(own_id(), EventKind.REVIEWED, item.topic, item.id, data, event_id)
        except UnknownItem:
            return _not_found()
        except StoreError as error:
            return store_failed(translate("Review"), error)
        return RedirectResponse(f"{PAGE}?done=rated", 303)

    async def remove(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            item = _find(await self._state(), form.get("item", ""))
            await self._log.append(own_id(), EventKind.REMOVED, item.topic, item.id)
        except UnknownItem:
            return _not_found()
        except StoreError as error:
            return store_failed(translate("Review"), error)
        return RedirectResponse(f"{PAGE}?done=removed", 303)

    async def _state(self) -> LearnerState:
        return fold(await self._log.events(own_id()))

    def _render(self, state: LearnerState, card: CardView | None, said: str) -> Response:
        page = review_page(state, self._log.clock(), card)
        can_check = self._grader is not None and page.card is not None and bool(page.card.item.exercise)
        return render("teaching/review.html", page=page, said=said, can_check=can_check, max_attempt=MAX_ATTEMPT)


def _find(state: LearnerState, item_id: str) -> ReviewItem:
    """Return an item of this learner that comes back.

    Raises:
        UnknownItem: There is none: another learner's item does not exist.
    """
    item = state.items.get(item_id)
    if item is None or not item.comes_back:
        raise UnknownItem
    return item


def _done(what: str) -> str:
    sentences = {"rated": translate("Noted."), "removed": translate("It does not come back any more.")}
    return sentences.get(what, "")


def _not_found() -> Response:
    return render_alert(translate("Review"), translate("This is not among what comes back to you."), 404)
