"""Whether a text gives an answer away, in whatever form."""
