"""Has a larger model write exercises, within a bound of time; whatever goes wrong, there are just none."""

import asyncio
import logging
from dataclasses import dataclass

from agents.agent.output import AgentOutput
from agents.agent.spend_guard import GuardedModel
from agents.events import Event, Usage
from agents.language_names import language_name
from agents.models.factory import ModelFactory
from agents.models.profiles import profile_of
from agents.parameters import Parameters
from agents.study.written_exercises import WITHOUT_COMPUTED_ANSWERS, write_exercises
from chat.budgets.service import BudgetService
from chat.i18n.language import current_language
from chat.turns.admission_queue import AdmissionQueue
from chat.turns.turn import Turn

MAX_SECONDS = 8.0  # that somebody waits for a model before the exercises of code begin

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExerciseWriting:
    """Asks the picked model for exercises.

    Args:
        factory: Creates the models.
        parameters: The live parameters.
        budgets: Decides which calls are paid for.
        admission: Limits how many calls run at the same time.
    """

    factory: ModelFactory
    parameters: Parameters
    budgets: BudgetService
    admission: AdmissionQueue

    async def write(self, turn: Turn, topic: str, level: int) -> tuple[str, ...]:
        """Return the confirmed questions of the model that the turn has picked; empty where there are none in time."""
        if topic in WITHOUT_COMPUTED_ANSWERS:
            return ()
        work = asyncio.create_task(self._write(turn, topic, level))
        stop = asyncio.create_task(turn.cancel.wait())
        try:
            await asyncio.wait({work, stop}, timeout=MAX_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                return ()
            return work.result()
        except Exception as error:
            logger.info("exercises_not_written", extra={"reason": type(error).__name__})
            return ()
        finally:
            stop.cancel()
            work.cancel()

    async def _write(self, turn: Turn, topic: str, level: int) -> tuple[str, ...]:
        values = await self.parameters.current()
        model = await self.factory.create(turn.model_id, values)
        if profile_of(str(model.get_config()["model_id"])).runs_in_process:
            return ()
        guard = await self.budgets.guard(turn.caller)
        if guard is not None:
            model = GuardedModel(model, guard)

        def count(event: Event) -> None:
            if isinstance(event, Usage):
                turn.usage.add_event(event)

        if turn.trace is not None:
            turn.trace.captures_content = False  # the reply holds answers that nobody has found yet
        language = language_name(current_language.get())
        async with self.admission.admit(turn.owner, turn.cancel, _ignore_position):
            return await write_exercises(model, AgentOutput((), count, turn.trace), topic, level, language)


async def _ignore_position(_: int) -> None:
    """Show no place in the line: the wait is bounded."""
