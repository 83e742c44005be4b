"""Study, practise, review: what a learner attempted, what comes back, and what they can do."""
