"""No question waits for a search for cycles of objects: it is put off while questions are on their way to a model."""

import asyncio
import gc

SECONDS = 2.0  # until the first tokens of a burst; a search then finds what was left meanwhile, in one go


class CollectionDelay:
    """Puts off Python's collections of garbage for the first seconds after a question, and no longer.

    A burst of questions makes hundreds of thousands of objects that are all in use: searching them again and again
    takes a fifth of the time to its first tokens.
    """

    def __init__(self) -> None:
        self._timer: asyncio.TimerHandle | None = None

    @property
    def ends(self) -> float | None:
        """When the delay ends, by the clock of the loop; None if there is none."""
        return self._timer.when() if self._timer is not None else None

    def begin(self) -> None:
        """Begin a delay. One that is under way is not prolonged, so that between two there is time for a collection."""
        if self._timer is None and gc.isenabled():
            gc.disable()
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self._end)

    def _end(self) -> None:
        self._timer = None
        gc.enable()
