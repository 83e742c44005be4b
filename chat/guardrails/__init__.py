"""Guardrails: how often those of all servers have found something, by day and category."""
