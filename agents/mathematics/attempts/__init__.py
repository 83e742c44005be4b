"""What a learner answers: read, compared with the known answer, and checked line by line."""
