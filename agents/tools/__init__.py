"""The tools that specialists may use."""
