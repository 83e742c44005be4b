"""The parts of the stack; each takes what it needs and gives what others ask of it."""
