"""The small demonstration model that runs inside the server."""
