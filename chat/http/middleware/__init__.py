"""ASGI middleware, one job a file; `chat/http/application.py` puts them in order."""
