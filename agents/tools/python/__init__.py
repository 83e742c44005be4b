"""Runs Python of learners in a sandbox."""
