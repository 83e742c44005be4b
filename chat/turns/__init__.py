"""One question from the socket to the saved answer."""
