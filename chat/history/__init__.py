"""Conversations: the port to their store, the stores behind it, and what is written to them."""
