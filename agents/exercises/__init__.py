"""Exercises whose answers are known by construction, and the grading of attempts."""
