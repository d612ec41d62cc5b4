"""A marketing agent: a brief and an article in, films and a landing page out, with Footage as its film studio."""
