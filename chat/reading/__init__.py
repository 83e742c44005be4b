"""The passage that a mark of an answer leads to, in its place in the file."""
