"""Everything kept of a person: download, erasure and retention."""
