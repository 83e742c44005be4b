"""Where a question goes: what the learner has picked, beside the name of a specialist."""

AUTO = "auto"  # the teacher, who may remember and recall
TEACHER = "teacher"  # the teacher, who never stores anything
MEMORY = "memory"  # what the learner asked to be remembered, and nothing else
