"""Where a question goes; the name of a specialist is a route too."""

AUTO = "auto"  # the teacher, with a memory that stores and recalls
TEACHER = "teacher"  # the teacher, with a memory that recalls and never stores
MEMORY = "memory"  # the memory alone

# How a question is answered.
ANSWER = "answer"
STUDY = "study"  # with hints; the answer is held back until it is earned
