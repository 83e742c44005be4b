"""Runs Python for a learner in a sandbox."""
