"""Answers a question: the Teacher's Assistant, the specialists, their tools and models."""

import logging

# At WARNING strands prints the tool input it could not parse, which holds the learner's words.
logging.getLogger("strands").setLevel(logging.ERROR)
