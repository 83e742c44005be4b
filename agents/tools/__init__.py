"""The tools that specialists and the teacher call."""
