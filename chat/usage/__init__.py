"""What answers cost: counted for each person, day and model, and never what they were about."""
