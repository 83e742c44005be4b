"""Draws curves."""
