"""The page "People", where administrators invite people and put them into groups."""
