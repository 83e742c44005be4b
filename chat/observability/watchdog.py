"""Watches the event loop from a thread, and logs what blocks it."""

import asyncio
import logging
import sys
import threading
import time
import traceback

logger = logging.getLogger(__name__)

STALL_SECONDS = 0.1  # a longer block is logged
_BEAT_SECONDS = 0.05
_MAX_FRAMES = 12  # of the stack, the innermost


class Watchdog:
    """A thread that logs each stall of the loop once, with the stack that causes it.

    The loop notes the time every 50 ms; the thread compares that time with the clock. Build it in the running loop.
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
        """End the thread."""
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
        """Log where the loop is blocked now, and, once it runs again, for how long it was."""
        frame = sys._current_frames().get(self._loop_thread)
        stack = "".join(traceback.format_stack(frame)[-_MAX_FRAMES:])
        del frame
        while self._beaten == beaten and not self._ended.wait(_BEAT_SECONDS / 5):
            pass
        milliseconds = round((time.monotonic() - beaten - _BEAT_SECONDS) * 1000)
        logger.warning("event_loop_stalled", extra={"milliseconds": milliseconds, "stack": stack})
