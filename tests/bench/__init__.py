"""Measurements, each a module of its own that prints ratios taken side by side in one run."""
