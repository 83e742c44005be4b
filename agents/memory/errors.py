"""Failures of memory: it cannot be reached, or it refuses what it is given."""

from agents.user_messages import TranslatableText, UserFacingError


class MemoryUnavailable(Exception):
    """Memory could not be read or written; trying again may help."""


class MemoryRefused(UserFacingError):
    """A text or a file is not accepted into memory; the sentence says why and what to change."""

    @property
    def sentence(self) -> TranslatableText:
        """The sentence, for where a translatable text is sent instead of raised."""
        return TranslatableText(self.template, **self.values)
