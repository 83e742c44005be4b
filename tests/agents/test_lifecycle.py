import subprocess
import sys

from agents import lifecycle
from agents.mathematics.pool import algebra
from agents.models.factory import ModelFactory
from agents.parameters import Parameters, ParameterValues
from agents.turn.run_turn import TurnContext
from tests.agents.support import ask, text_at


async def test_start_warms_up_and_stop_leaves_no_process() -> None:
    factory = ModelFactory("us-east-1")
    await lifecycle.start(factory, ParameterValues())
    events = await ask("What is 6 * 7?", TurnContext("o", "t", factory, Parameters("us-east-1", "test")))
    assert "42" in text_at(events)
    processes = [worker._process for worker in algebra._idle]
    assert processes
    await lifecycle.stop(factory)
    assert all(process.returncode is not None for process in processes)


def test_import_needs_no_package_of_the_laptop() -> None:
    """The server image has no numpy, tokenizers or llama.cpp, and only workers import SymPy."""
    check = (
        "import sys; from agents import lifecycle, turn;"
        "print(sorted({'numpy', 'tokenizers', 'xllamacpp', 'sympy', 'chainlit'} & sys.modules.keys()))"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
