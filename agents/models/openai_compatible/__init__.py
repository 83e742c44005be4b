"""Models on servers with OpenAI's chat API."""
