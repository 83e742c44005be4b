"""Files that people attach: their kind by content, the text and pictures in them, and their passages."""
