"""Runs agents, the teacher and the specialists, within limits, and sends what they do as events."""
