"""Runs learners' Python where it can do no harm."""
