"""Sentence embeddings, whose weights install as a package."""
