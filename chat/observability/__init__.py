"""Logs, metrics, health checks and the watchdog."""
