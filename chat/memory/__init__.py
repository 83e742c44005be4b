"""What a person sees of what is remembered about them, and what they may do with it."""
