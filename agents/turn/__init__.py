"""One question and its whole answer: the turn, its events on their way out, and its use of memory."""
