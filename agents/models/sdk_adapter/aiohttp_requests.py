"""Writes the body of a request at once on Python 3.11, as aiohttp does on later ones.

Relies on aiohttp 3.14, undocumented: `ClientRequest.write_bytes`, of whose coroutine `send` makes a task. From Python
3.12 such a task begins at once. Before, it is the turn of everything else first: in a burst every request would leave
as late as the last one.
"""

import sys
import types
from collections.abc import Coroutine, Generator
from typing import TYPE_CHECKING, Any

from aiohttp import ClientRequest

if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter


class PromptRequest(ClientRequest):
    """A request whose body is written, as far as the connection takes it, before anything else runs."""

    def write_bytes(self, writer: "AbstractStreamWriter", *given: Any, **named: Any) -> Coroutine[Any, Any, None]:
        """Begin to write the body, and return what is left to do."""
        writing = super().write_bytes(writer, *given, **named)
        return writing if sys.version_info >= (3, 12) else begin(writing)


def begin(work: Coroutine[Any, Any, None]) -> Coroutine[Any, Any, None]:
    """Run a coroutine up to its first wait, and return the rest of it."""
    try:
        waited_for = work.send(None)
    except StopIteration:
        return _nothing()
    return _rest(work, waited_for)


async def _nothing() -> None:
    pass


async def _rest(work: Coroutine[Any, Any, None], waited_for: object) -> None:
    await _waits(work, waited_for)  # from Python 3.12 a task takes nothing but a coroutine


@types.coroutine
def _waits(work: Coroutine[Any, Any, None], waited_for: object) -> Generator[Any, Any, None]:
    # Not `yield from`: a cancellation at the first wait belongs to the work, which then gives its connection up.
    while True:
        try:
            try:
                yield waited_for
            except BaseException as error:
                waited_for = work.throw(error)
            else:
                waited_for = work.send(None)
        except StopIteration:
            return
