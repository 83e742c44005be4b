"""Where models come from: a factory and one module a provider."""
