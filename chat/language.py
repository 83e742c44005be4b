"""What the page says, in the language of whoever reads it."""


def say(text: str, **values: object) -> str:
    """Say something to the person whose request or socket this is.

    Args:
        text: The English sentence, with `{name}` for each value; it is also the key of its translations.
        values: What is put into it.
    """
    return text.format(**values)
