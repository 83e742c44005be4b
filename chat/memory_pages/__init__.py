"""The memory pages: what is remembered of a person."""
