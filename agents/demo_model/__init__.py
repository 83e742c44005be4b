"""The small demonstration model that runs inside the server."""

MODEL_ID = "embedded"
"""Its id in the list of models and in stored conversations."""
