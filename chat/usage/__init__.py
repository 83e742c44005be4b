"""The tokens that answers use, counted by person, day and model; never what the answers are about."""
