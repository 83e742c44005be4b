"""Says once a minute how busy the process is."""

import asyncio
import logging

from chat import metrics
from chat.admission import Admission
from chat.identity.sockets import Sockets

logger = logging.getLogger(__name__)

SECONDS = 60.0


async def pulse(sockets: Sockets, admission: Admission, seconds: float = SECONDS) -> None:
    """Log the open pages, the answers being made and the questions in line, for ever."""
    while True:
        await asyncio.sleep(seconds)
        busy = {
            "ActiveSessions": len(sockets),
            "RunningAnswers": admission.running,
            "WaitingQuestions": admission.waiting,
        }
        metrics.record(logger, "pulse", busy)
