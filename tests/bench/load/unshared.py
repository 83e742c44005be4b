"""`python -m tests.bench.load.unshared`: the real chat server, which shares no pause of a throttled model."""

import sys

from agents.agent import backoff
from chat.__main__ import main

if __name__ == "__main__":
    setattr(backoff, "PausingModel", lambda model, _: model)  # noqa: B010 (mypy takes an assignment for a mistake)
    sys.exit(main())
