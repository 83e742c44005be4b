"""Files that people attach to their questions: received, stored for their owner, sent to the model and shown again."""
