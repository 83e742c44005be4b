"""Exact mathematics: parses questions, solves tasks and draws curves in worker processes."""
