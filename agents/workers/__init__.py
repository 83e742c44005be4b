"""Processes in which the risky part of a tool runs: no environment, little memory, little time."""
