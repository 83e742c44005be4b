"""Expressions: read, built for SymPy, evaluated without it, and printed."""
