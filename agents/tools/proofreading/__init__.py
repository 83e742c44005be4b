"""Finds mistakes in English text, and says how easy it is to read."""
