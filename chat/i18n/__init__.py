"""Translations, plural forms and numbers in the language of the reader."""
