"""What a person may do with all that is kept of them: download it, and erase it."""
