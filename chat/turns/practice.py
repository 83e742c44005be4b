"""Practises in a conversation: code asks, grades and hints, before any model is called."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from agents.exercises.exercise import MAX_SEED, Exercise
from agents.exercises.grading import grade
from agents.exercises.practice import Practice
from agents.exercises.registry import ExerciseSession
from agents.exercises.requests import Command, PracticeRequest, read_command, read_request
from agents.exercises.topics import TITLES
from agents.study.written_exercises import open_exercise
from agents.user_messages import ToolError
from chat.history.step import StepRecord
from chat.history.step_metadata import PRACTICE, VERSION_OF
from chat.i18n.language import translate
from chat.teaching import practice_text
from chat.teaching.log import LearningLog
from chat.teaching.open_practice import open_practice
from chat.turns.exercise_writing import ExerciseWriting
from chat.turns.turn import Turn
from chat.ui import practice_actions
from chat.ui.answer_message import AnswerMessage

PAGE = "/practise"
_MAX_MESSAGES = 8  # in which an open practice is looked for
_MAX_WORDS = 4  # of a message that is no attempt, and is yet no question for the model
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]|[^\W\d_]{2,}")
_QUESTION = ("?", "？", "؟")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class PracticeTurns:
    """Answers the messages of somebody who practises.

    Args:
        learning: Records the attempts.
        writing: Has a larger model write exercises.
    """

    learning: LearningLog
    writing: ExerciseWriting

    async def answer(self, turn: Turn, messages: Sequence[StepRecord]) -> bool:
        """Answer the message of a turn if it asks to practise, or belongs to a practice that goes on.

        Args:
            turn: The turn.
            messages: The latest messages of its conversation.

        Returns:
            False if it is for a model.
        """
        text = turn.question.content.strip()
        request = read_request(text, practice_text.own_topic)
        practice = _open_practice(turn, messages) if request is None else None
        if request is not None:
            return await _show(turn, *await self._begin(turn, request))
        if practice is None:
            return False
        if (exercise := await open_exercise(practice)) is None:
            return await _show(turn, *await _go_on(practice, [_not_now()]))
        command = practice_actions.command_of_label(text) or read_command(text)
        if command is not None:
            return await _show(turn, *await self._command(turn, practice, exercise, command))
        return await self._attempt(turn, practice, exercise, text)

    async def _begin(self, turn: Turn, request: PracticeRequest) -> tuple[Practice | None, list[str]]:
        if not request.topic:
            topics = ", ".join(practice_text.topic_title(topic) for topic in TITLES)
            return None, [
                translate(
                    "What would you like to practise? Write for example: /practise {topic}", topic=TITLES["fractions"]
                ),
                topics,
                translate("[Or choose on the page]({page})", page=PAGE),
            ]
        written = await self.writing.write(turn, request.topic, request.level)
        session = ExerciseSession(request.topic, request.level, secrets.randbelow(MAX_SEED), written)
        practice = Practice(session)
        hint = translate("Write your answer. You can also say “hint”, “show me”, “next” or “stop”.")
        return practice, [f"**{practice_text.heading(practice)}**", *await _question(practice), hint]

    async def _command(
        self, turn: Turn, practice: Practice, exercise: Exercise, command: Command
    ) -> tuple[Practice | None, list[str]]:
        match command:
            case "hint":
                practice = practice.hinted(exercise)
                return practice, practice_text.hint_texts(practice, exercise)[-1:]
            case "show":
                self._record(turn, practice, exercise, right=False, shown=True)
                return await _go_on(
                    practice.revealed(), [f"**{translate('The answer')}**", *practice_text.solution_texts(exercise)]
                )
            case "next":
                return await _go_on(practice, [])
            case "stop":
                return practice.stopped(), [practice_text.summary(practice)]

    async def _attempt(self, turn: Turn, practice: Practice, exercise: Exercise, text: str) -> bool:
        try:
            verdict = await grade(exercise, text)
        except ToolError:
            return await _show(turn, practice, [translate("This cannot be checked here; write it more simply.")])
        if not verdict.readable and _is_for_a_model(text):
            return False
        said = practice_text.verdict_texts(exercise, verdict)
        if not verdict.readable:
            return await _show(turn, practice, said)
        self._record(turn, practice, exercise, right=verdict.right, shown=False)
        practice = practice.attempted(right=verdict.right)
        return await _show(turn, *(await _go_on(practice, said) if verdict.right else (practice, said)))

    def _record(self, turn: Turn, practice: Practice, exercise: Exercise, *, right: bool, shown: bool) -> None:
        self.learning.record_exercise(
            turn.owner,
            exercise,
            right=right,
            hints=practice.hints,
            shown=shown,
            thread_id=turn.thread_id,
            step_id=turn.question.id,
            # Another version of an attempt is the same attempt: its verdict has been seen.
            event_id=f"practice-{(turn.question.metadata or {}).get(VERSION_OF) or turn.question.id}",
        )


def _open_practice(turn: Turn, messages: Sequence[StepRecord]) -> Practice | None:
    latest = messages[-_MAX_MESSAGES:]
    return open_practice([message for message in latest if message["id"] != turn.question.id])


async def _go_on(practice: Practice, said: list[str]) -> tuple[Practice, list[str]]:
    """Go on to the next exercise; after the last one, say how much was solved."""
    following = practice.next()
    if following.open:
        return following, [*said, *await _question(following)]
    end = translate("These were all exercises of this level.")
    return following, [*said, end, practice_text.summary(following)]


async def _question(practice: Practice) -> list[str]:
    exercise = await open_exercise(practice)
    if exercise is None:
        return [_not_now()]
    origin = practice_text.origin_text(practice)
    return [f"**{practice.number}.** {practice_text.question_text(exercise)}", *([f"*{origin}*"] if origin else [])]


def _not_now() -> str:
    return translate("This exercise cannot be computed just now; here is another one.")


async def _show(turn: Turn, practice: Practice | None, said: Sequence[str]) -> bool:
    """Show the answer of code, and keep the state of the practice with it."""
    await practice_actions.remove_practice_actions()
    answer = AnswerMessage(turn.question.id)
    await answer.add("\n\n".join(said))
    await answer.finish({PRACTICE: practice.to_record()} if practice else {}, [])
    if practice is not None and practice.open:
        await practice_actions.offer_practice_actions(answer.id)
    return True


def _is_for_a_model(text: str) -> bool:
    return text.endswith(_QUESTION) or len(_WORD.findall(text)) >= _MAX_WORDS
