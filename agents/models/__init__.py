"""Models: a factory, profiles, and one module or room a provider."""
