"""The generators of exercises, a field a module."""
