"""The page "Status": what is in force, how the server's dependencies are, and what was used."""
