"""Reading of attached files: which passages a question is about, and what of an answer rests on them."""
