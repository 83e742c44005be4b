"""Changes the HTML of Chainlit's page at markers, and refuses a page that has lost one."""

import re


class PageError(Exception):
    """Chainlit's page is not of the form that this version of ours changes."""


def replace_marker(page: str, marker: str, replacement: str) -> str:
    """Replace a marker wherever it stands.

    Raises:
        PageError: If the page has no such marker: without it the change would silently not happen.
    """
    if marker not in page:
        raise PageError(f"Chainlit's page no longer holds {marker!r}; see docs/upgrading.md.")
    return page.replace(marker, replacement)


def replace_pattern(page: str, pattern: re.Pattern[str], text: str, name: str) -> str:
    """Replace what a pattern finds by its first group and a text.

    Args:
        page: The HTML.
        pattern: Its first group is kept.
        text: Put after the first group, as it is.
        name: What the pattern looks for, for the error.

    Raises:
        PageError: If the page has nothing of this form.
    """
    changed, count = pattern.subn(lambda found: found[1] + text, page)
    if not count:
        raise PageError(f"Chainlit's page no longer holds {name}; see docs/upgrading.md.")
    return changed
