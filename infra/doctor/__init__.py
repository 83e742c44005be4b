"""Looks at an account before a deployment, and at a live address after it: each line is ok, or what to do."""
