"""Reads questions of mathematics in words: every word of one is accounted for, or it is not understood."""
