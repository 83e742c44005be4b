"""What happens once at the start and once at the end of a server."""

from agents.agent.orchestrator import teach
from agents.documents.reader import documents
from agents.events import Event
from agents.mathematics.pool import algebra
from agents.models.factory import ModelFactory
from agents.models.profiles import profile_of
from agents.parameters import ParameterValues
from agents.tools.proofreading.tool import proofreader
from agents.tools.python.sandbox import sandbox


async def start(factory: ModelFactory, values: ParameterValues) -> None:
    """Load what the first question would wait for, beside the server's start.

    Algebra loads on in a process of its own: that takes seconds, and whoever opens a page takes longer to ask.
    """
    await factory.warm(values)
    algebra.prepare()
    model = await factory.create(None, values)
    if profile_of(model.get_config()["model_id"]).runs_in_process:  # it is free, so one whole answer warms it up
        await teach("What is 1 + 1?", [], model, _unheard)


async def stop(factory: ModelFactory) -> None:
    """End the processes and threads that the answers have used."""
    algebra.close()
    documents.close()
    proofreader.close()
    sandbox.close()
    await factory.close()


def _unheard(event: Event) -> None:
    """Take an event that nobody is to see."""
