"""Files that people bring: what they are by their content, and what a model can read of them."""
