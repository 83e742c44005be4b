"""Says once a minute how busy the process is."""

import asyncio
import logging

from chat.identity.sockets import Sockets
from chat.observability import metrics
from chat.turns.admission_queue import AdmissionQueue

logger = logging.getLogger(__name__)

SECONDS = 60.0


async def pulse(sockets: Sockets, admission: AdmissionQueue, seconds: float = SECONDS) -> None:
    """Log the open pages, the answers being made and the questions in line, for ever."""
    while True:
        await asyncio.sleep(seconds)
        busy = {
            "ActiveSessions": len(sockets),
            "RunningAnswers": admission.running,
            "WaitingQuestions": admission.waiting,
        }
        metrics.record(logger, "pulse", busy)
