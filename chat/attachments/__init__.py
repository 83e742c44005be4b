"""Files that people attach to their questions: taken in, kept for their owner alone, and shown again."""
