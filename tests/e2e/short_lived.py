"""The chat server with sockets that live for seconds, so that a test can see what happens every quarter of an hour."""

import sys

from chat.__main__ import main
from chat.identity import sockets

if __name__ == "__main__":
    sockets.MAX_AGE = 6
    sys.exit(main())
