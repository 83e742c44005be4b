"""The chat server with parameters that are read for each question, so that a test need not wait for a change."""

import sys

from agents import parameters
from chat.__main__ import main

if __name__ == "__main__":
    parameters.FRESH_SECONDS = 0.0
    sys.exit(main())
