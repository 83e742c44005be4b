"""Curves of functions, drawn as SVG."""
