"""What a turn looks like on the chat page."""
