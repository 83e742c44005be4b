"""The fixtures of memory, for the tests of a turn."""

from tests.agents.memory.conftest import by_words, fake, indexed, memory, store

__all__ = ["by_words", "fake", "indexed", "memory", "store"]
