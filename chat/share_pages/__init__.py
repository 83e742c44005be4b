"""The page "Shared conversations" of an owner, and what a link shows to others."""
