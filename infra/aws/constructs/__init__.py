"""The constructs of the stack, with keyword-only properties."""
