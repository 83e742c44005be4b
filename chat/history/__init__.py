"""Conversations: Chainlit's data layer over a small store whose every key begins with its owner."""
