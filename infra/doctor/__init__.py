"""Checks an account before a deployment and a live address after it."""
