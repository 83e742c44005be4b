"""What a learner attempted in study and practice, when it comes back, and what they can do."""
