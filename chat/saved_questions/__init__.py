"""The questions that a person keeps in order to ask them again."""
