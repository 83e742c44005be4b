"""Study: hints instead of answers; what the answer is, code knows and holds back."""
