"""Reads the files that people bring, and cuts them into passages."""
