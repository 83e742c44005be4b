"""Processes that run the risky part of a tool, without an environment and with little memory and time."""
