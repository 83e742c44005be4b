"""Files that people bring: what they are by their content, what a model can read of them, and their passages."""
