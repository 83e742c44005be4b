"""Answers questions: the Teacher's Assistant, the specialists, their tools and models."""

import logging

# At WARNING strands logs the tool input that it cannot parse, and that holds the learner's text.
logging.getLogger("strands").setLevel(logging.ERROR)
# A stopped answer closes generators outside the context in which they were opened, which does no harm.
logging.getLogger("opentelemetry.context").setLevel(logging.CRITICAL)
# At INFO httpx logs a line for every request, with its address.
logging.getLogger("httpx").setLevel(logging.WARNING)
