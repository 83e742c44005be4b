"""Numbers in words: written, and read in the languages of the page."""
