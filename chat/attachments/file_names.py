"""What a file may be called."""

MAX_NAME = 120


def clean_name(name: str) -> str:
    """Return a name that is one line of visible characters, and no path."""
    base = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(character for character in base if character.isprintable()).strip(" .")
    if len(visible) > MAX_NAME:
        stem, _, ending = visible.rpartition(".")
        visible = f"{stem[: MAX_NAME - 8]}….{ending[:6]}" if stem else f"{visible[: MAX_NAME - 1]}…"
    return visible or "file"
