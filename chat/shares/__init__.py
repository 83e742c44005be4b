"""Conversations that their owners let others read by a link."""
