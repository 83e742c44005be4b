"""The pages "Practise", "Review", "What I can do" and "Class", and a deck for Anki."""
