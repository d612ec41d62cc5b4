"""Content credentials: what made a file, from what, and what was done to it, signed (C2PA) and marked (IPTC)."""
