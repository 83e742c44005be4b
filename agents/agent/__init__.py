"""Runs agents: the orchestrator and the specialists, within limits, as events."""
