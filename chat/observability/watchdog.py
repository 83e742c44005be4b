"""Watches the event loop from outside, and logs what held it up."""

import asyncio
import logging
import sys
import threading
import time
import traceback

logger = logging.getLogger(__name__)

STALL_SECONDS = 0.1
_BEAT_SECONDS = 0.05
_FRAMES = 12  # of the stack, the innermost


class Watchdog:
    """A thread that sees when the loop stands still for longer than it may, and where; once for each time.

    The loop sets a mark every 50 ms; the thread looks at how old the mark is.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop_thread = threading.get_ident()
        self._beaten = time.monotonic()
        self._ended = threading.Event()
        self._timer = self._loop.call_later(_BEAT_SECONDS, self._beat)
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.cancel()
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        self._beaten = time.monotonic()
        self._timer = self._loop.call_later(_BEAT_SECONDS, self._beat)

    def _watch(self) -> None:
        while not self._ended.wait(_BEAT_SECONDS):
            beaten = self._beaten
            if time.monotonic() - beaten > STALL_SECONDS + _BEAT_SECONDS:
                self._report(beaten)

    def _report(self, beaten: float) -> None:
        """Log where the loop stands now, and, when it goes on, for how long it stood."""
        frame = sys._current_frames().get(self._loop_thread)
        stack = "".join(traceback.format_stack(frame)[-_FRAMES:])
        del frame
        while self._beaten == beaten and not self._ended.wait(_BEAT_SECONDS / 5):
            pass
        milliseconds = round((time.monotonic() - beaten - _BEAT_SECONDS) * 1000)
        logger.warning("event loop stalled", extra={"milliseconds": milliseconds, "stack": stack})
