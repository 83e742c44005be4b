"""Sentence embeddings that install with the package."""
