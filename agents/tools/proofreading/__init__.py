"""Finds mistakes in English text, and rates how easy it is to read."""
