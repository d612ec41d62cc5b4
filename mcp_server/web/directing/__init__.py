"""Pages on which a person makes films without an agent: wishes, plans, captions, enhancement, takes."""
