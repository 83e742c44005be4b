"""What people ask to be remembered: kept for one owner each, found at once, and forgotten when they say so."""
