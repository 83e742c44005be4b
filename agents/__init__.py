"""Answers a question: the Teacher's Assistant, the specialists, their tools and models."""

import logging

# At WARNING strands prints the tool input it could not parse, which holds the learner's words.
logging.getLogger("strands").setLevel(logging.ERROR)
# A stopped answer closes generators outside the context they were opened in: harmless, and not worth a traceback.
logging.getLogger("opentelemetry.context").setLevel(logging.CRITICAL)
# It writes a line for every request, with the address in it.
logging.getLogger("httpx").setLevel(logging.WARNING)
