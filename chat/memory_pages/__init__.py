"""The pages of what is remembered of a person."""
