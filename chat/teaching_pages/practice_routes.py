"""The page "Practise": choose a topic and a level, answer, check, take a hint, go on. It works without a script."""

import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response

from agents.exercises.exercise import LEVELS, MAX_SEED, Exercise
from agents.exercises.grading import grade
from agents.exercises.practice import Practice, read_practice
from agents.exercises.registry import TOPICS, ExerciseSession
from agents.user_messages import ToolError
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.teaching import practice_text
from chat.teaching.log import LearningLog
from chat.teaching_pages.practice_view import PracticeView

PAGE = "/practise"
MAX_ATTEMPT = 10_000  # characters
_COUNTS = ("level", "seed", "number", "hints", "attempts", "solved")


def practice_pages(learning: LearningLog) -> APIRouter:
    """Build the routes; the gate admits only the signed-in person, and only from this site.

    Args:
        learning: Records the attempts.
    """
    pages = _PracticePages(learning)
    router = APIRouter()
    router.get(PAGE)(pages.show)
    router.post(PAGE)(pages.work)
    return router


class _PracticePages:
    """What each route does, for the caller."""

    def __init__(self, learning: LearningLog) -> None:
        self._learning = learning

    async def show(self, topic: str = "", level: str = "1") -> Response:
        """Show the topics, and the first exercise of the chosen one."""
        chosen = int(level) if level in map(str, LEVELS) else LEVELS[0]
        if topic not in TOPICS:
            return _page(PracticeView(None, level=chosen))
        return _page(PracticeView(Practice(ExerciseSession(topic, chosen, secrets.randbelow(MAX_SEED)))))

    async def work(self, request: Request) -> Response:
        """Do what a button of the form says with the open exercise."""
        form = await _form(request)
        practice = _practice(form)
        exercise = practice.exercise if practice else None
        if practice is None or exercise is None:
            return render_alert(
                translate("Practise"), translate("This exercise is not known; choose a topic again."), 400
            )
        attempt = form.get("attempt", "")[:MAX_ATTEMPT]
        match form.get("do"):
            case "hint":
                practice = practice.hinted(exercise)
                said = practice_text.hint_texts(practice, exercise)[-1:]
                return _page(PracticeView(practice, attempt=attempt, said=said, is_hint=True))
            case "show":
                self._record(practice, exercise, right=False, shown=True)
                return _page(PracticeView(practice.revealed(), attempt=attempt, done=True))
            case "next":
                following = practice.next()
                return _page(PracticeView(following if following.open else None, ended=following))
            case _:
                return await self._check(practice, exercise, attempt)

    async def _check(self, practice: Practice, exercise: Exercise, attempt: str) -> Response:
        try:
            verdict = await grade(exercise, attempt)
        except ToolError:
            sentence = translate("This cannot be checked here; write it more simply.")
            return _page(PracticeView(practice, attempt=attempt, said=[sentence]))
        said = practice_text.verdict_texts(exercise, verdict)
        if not verdict.readable:
            return _page(PracticeView(practice, attempt=attempt, said=said))
        self._record(practice, exercise, right=verdict.right, shown=False)
        practice = practice.attempted(right=verdict.right)
        return _page(PracticeView(practice, attempt=attempt, said=said, done=verdict.right, right=verdict.right))

    def _record(self, practice: Practice, exercise: Exercise, *, right: bool, shown: bool) -> None:
        session = practice.session
        # A form that is sent twice is one attempt.
        step = f"{practice.number}-{practice.attempts}-{'shown' if shown else 'tried'}"
        event_id = f"practise-{session.seed}-{exercise.id}-{step}"
        owner = current_caller.get().sub
        self._learning.record_exercise(
            owner, exercise, right=right, hints=practice.hints, shown=shown, event_id=event_id
        )


def _page(view: PracticeView) -> Response:
    return render("practise/practise.html", page=view, title=translate("Practise"), max_attempt=MAX_ATTEMPT)


async def _form(request: Request) -> Mapping[str, str]:
    given = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[0] for name, values in given.items()}


def _practice(form: Mapping[str, str]) -> Practice | None:
    if not all(form.get(name, "").isascii() and form.get(name, "").isdigit() for name in _COUNTS):
        return None
    if max(len(form[name]) for name in _COUNTS) > len(str(MAX_SEED)):
        return None
    counts = {name: int(form[name]) for name in _COUNTS}
    return read_practice({**counts, "topic": form.get("topic", ""), "shown": form.get("shown") == "1", "open": True})
