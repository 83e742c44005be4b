"""Answers about chance, choices and orders, and lists of data."""
