import subprocess
import sys


def test_a_worker_loads_no_library_that_it_may_never_use() -> None:
    program = (
        "import sys; from agents.mathematics.worker import load; load(); print(*filter(sys.modules.get, sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "sympy" in loaded
    assert not {"asyncio", "numpy", "regex"} & set(loaded)
