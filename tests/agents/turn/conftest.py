"""The fixtures of the memory, which a turn uses too."""

from tests.agents.memory.conftest import by_words, fake, indexed, memory, store

__all__ = ["by_words", "fake", "indexed", "memory", "store"]
