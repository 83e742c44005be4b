"""The page "My data": download, erasure and retention of all data of a person."""
