"""Exact algebra in a process of its own."""
